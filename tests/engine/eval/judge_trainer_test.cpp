// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/judge_trainer.h"

#include <ATen/Parallel.h>

#include <QTest>
#include <algorithm>

#include "engine/base/error.h"
#include "engine/eval/scores.h"
#include "engine/pipelines/denoise_loop.h"

using namespace koma;
using namespace koma::eval;

class JudgeTrainerTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { at::set_num_threads(1); }

  void a_short_training_sees_far_more_than_chance() {
    const Judges judges = train_judges({.seed = 2, .steps = 50, .panels = 350});
    const auto examples = draw_examples(77, 70, true);
    std::vector<Image> pictures;
    std::vector<const Example*> wanted;
    for (const Example& example : examples) {
      pictures.push_back(example.picture);
      wanted.push_back(&example);
    }
    const Scores scores = judge_pictures(judges, pictures, wanted).all;
    const auto above = [&](const char* name, double least) {
      const double value = scores.at(name).value();
      if (value < least) qWarning("%s: %.2f, expected %.2f", name, value, least);
      return value >= least;
    };
    // Chance: 1/3, 1/2, 1/10 and, if everything were a character, 0.3; a full training reaches 0.95 and more. The
    // background comes later: the panel judge sees fewer panels than the character judge sees heads.
    QVERIFY(above("hair tone", 0.6) & above("facing", 0.7) & above("outfit", 0.3) & above("box IoU", 0.5));
  }

  void the_same_seed_makes_the_same_judges() {
    std::vector<double> losses[2];
    for (auto& kept : losses) {
      (void)train_judges(
          {.seed = 4, .steps = 3, .panels = 7, .progress = [&](int, double loss) { kept.push_back(loss); }});
    }
    QCOMPARE(losses[0].size(), std::size_t(3));
    QVERIFY(losses[0] == losses[1]);
  }

  void judges_are_shown_every_appearance_in_its_share() {
    int first = 0, second = 0;
    const auto counted = [](int& count) {
      return [&count](const Image& drawing) {
        ++count;
        return drawing;
      };
    };
    (void)train_judges({.steps = 1, .panels = 42, .appearances = {counted(first), counted(second)}});
    QCOMPARE(first, 21);
    QCOMPARE(second, 7);
  }

  void a_stopped_training_stops_at_once() {
    std::stop_source stop;
    int steps = 0;
    const auto stop_after_two = [&](int step, double) {
      steps = step;
      if (step == 2) stop.request_stop();
    };
    QVERIFY_THROWS_EXCEPTION(
        pipelines::Stopped,
        (void)train_judges({.steps = 50, .panels = 7, .progress = stop_after_two, .stop = stop.get_token()}));
    QCOMPARE(steps, 2);
  }

  void training_without_steps_or_drawings_is_refused() {
    QVERIFY_THROWS_EXCEPTION(Error, (void)train_judges({.steps = 0}));
    QVERIFY_THROWS_EXCEPTION(Error, (void)train_judges({.steps = 1, .panels = 6}));
  }

  void examples_go_through_the_native_sizes_and_keep_to_their_side_of_the_split() {
    for (const bool held_out : {false, true}) {
      const auto examples = draw_examples(9, 14, held_out);
      for (std::size_t i = 0; i < 7; ++i) {
        QCOMPARE(examples[i].labels.width, examples[i + 7].labels.width);
        QCOMPARE(examples[i].labels.height, examples[i + 7].labels.height);
      }
      QVERIFY(!(examples[0].picture == examples[7].picture));
      for (const Example& example : examples) {
        QCOMPARE(example.picture.width(), example.labels.width);
        for (const auto& person : example.labels.characters) QCOMPARE(synthesis::held_out(person.identity), held_out);
      }
    }
  }
};

QTEST_APPLESS_MAIN(JudgeTrainerTest)
#include "judge_trainer_test.moc"
