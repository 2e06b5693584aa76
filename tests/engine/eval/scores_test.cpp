// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/scores.h"

#include <QTest>
#include <set>

#include "engine/base/error.h"
#include "engine/eval/visibility.h"
#include "engine/synthesis/vocabulary.h"
#include "engine/tensors/weight_sources.h"

using namespace koma;
using namespace koma::eval;

namespace {

bool close(double a, double b) {
  return std::abs(a - b) < 5e-4;
}

Judges untrained() {
  const nn::Weights weights(std::make_shared<tensors::InitialiserSource>(3), "judge");
  return {std::make_shared<CharacterJudge>(weights["character"]), std::make_shared<PanelJudge>(weights["panel"])};
}

struct Panels {
  std::vector<Example> examples;
  std::vector<Image> pictures;
  std::vector<const Example*> wanted;

  explicit Panels(int count) : examples(draw_examples(5, count, true)) {
    for (const Example& example : examples) {
      pictures.push_back(example.picture);
      wanted.push_back(&example);
    }
  }
};

}  // namespace

class ScoresTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void intervals_are_wilsons() {
    const auto [low, high] = Score{45, 50}.interval();  // known values: 0.786 … 0.957
    QVERIFY2(close(low, 0.7864) && close(high, 0.9565), qPrintable(QString("%1 %2").arg(low).arg(high)));
    QCOMPARE((Score{45, 50}.value()), 0.9);
  }

  void all_right_is_not_certainty() {
    const auto [low, high] = Score{100, 100}.interval();
    QVERIFY(close(low, 0.9630) && close(high, 1));
    const auto none = Score{0, 100}.interval();
    QVERIFY(close(none.low, 0) && close(none.high, 0.0370));
  }

  void nothing_seen_says_nothing() {
    const auto [low, high] = Score{}.interval();
    QCOMPARE(low, 0.0);
    QCOMPARE(high, 1.0);
    QCOMPARE(Score{}.value(), 0.0);
  }

  void every_character_is_counted_once_and_by_its_shot() {
    const Panels panels(21);
    const Judgement judgement = judge_pictures(untrained(), panels.pictures, panels.wanted);
    double people = 0;
    std::array<double, 3> by_shot{};
    for (const Example& example : panels.examples) {
      people += double(example.labels.characters.size());
      by_shot[std::size_t(example.labels.shot)] += double(example.labels.characters.size());
    }
    QCOMPARE(judgement.all.at("view").total, people);
    QCOMPARE(judgement.all.at("identity").total, people);
    double by_view = 0;
    for (const Scores& scores : judgement.by_view) {
      if (scores.contains("identity")) by_view += scores.at("identity").total;
    }
    QCOMPARE(by_view, people);
    QCOMPARE(judgement.all.at("background").total, 21.0);
    for (std::size_t shot = 0; shot < by_shot.size(); ++shot) {
      const auto found = judgement.by_shot[shot].find("hair style");
      QCOMPARE(found == judgement.by_shot[shot].end() ? 0 : found->second.total, by_shot[shot]);
    }
  }

  void somebody_is_recognised_only_when_everything_lasting_is() {
    const Panels panels(21);
    const Judgement judgement = judge_pictures(untrained(), panels.pictures, panels.wanted);
    for (const char* name : {"girl/boy", "hair style", "hair tone", "accessory"}) {
      QVERIFY2(judgement.all.at("identity").right <= judgement.all.at(name).right, name);
    }
  }

  void what_a_panel_hides_is_not_counted() {
    const Panels panels(21);
    const Judgement judgement = judge_pictures(untrained(), panels.pictures, panels.wanted);
    double eyes = 0, outfits = 0, expressions = 0, nights = 0;
    for (const Example& example : panels.examples) {
      nights += synthesis::knows_night(example.labels.background) ? 1 : 0;
      for (const auto& person : example.labels.characters) {
        eyes += can_be_seen("eyes", person) ? 1 : 0;
        outfits += person.shot != Shot::close_up ? 1 : 0;
        expressions += person.view != synthesis::View::back ? 1 : 0;
      }
    }
    QCOMPARE(judgement.all.at("expression").total, expressions);
    QCOMPARE(judgement.all.at("night").total, nights);
    QCOMPARE(judgement.all.at("eyes").total, eyes);
    QCOMPARE(judgement.all.at("outfit").total, outfits);
    QVERIFY(outfits < judgement.all.at("identity").total);
    QVERIFY(!judgement.by_shot[0].contains("outfit"));
  }

  void a_balloon_is_clear_where_its_place_is_white_whatever_the_judges_are() {
    const Panels panels(14);
    const Score drawn = judge_pictures(untrained(), panels.pictures, panels.wanted).all.at("clear balloon");
    QCOMPARE(drawn.right, drawn.total);
    QVERIFY(drawn.total > 3);
    std::vector<Image> dark;
    for (const Image& picture : panels.pictures) {
      std::vector<std::uint8_t> pixels(picture.pixels().begin(), picture.pixels().end());
      for (std::uint8_t& pixel : pixels) pixel = std::min<std::uint8_t>(pixel, 200);
      dark.emplace_back(picture.width(), picture.height(), 1, std::move(pixels));
    }
    QCOMPARE(judge_pictures(untrained(), dark, panels.wanted).all.at("clear balloon").right, 0.0);
  }

  void what_is_compared_is_counted_panel_by_panel() {
    const Panels panels(14);
    const Judgement judgement = judge_pictures(untrained(), panels.pictures, panels.wanted);
    for (std::size_t i = 0; i < compared_scores.size(); ++i) {
      QCOMPARE(judgement.by_panel[i].size(), std::size_t(14));
      Score sum;
      for (const Score& panel : judgement.by_panel[i]) sum += panel;
      QCOMPARE(sum.right, judgement.all.at(compared_scores[i]).right);
      QCOMPARE(sum.total, judgement.all.at(compared_scores[i]).total);
    }
    double boxes = judgement.unseen_dialogs + judgement.balloons.found + judgement.balloons.missed;
    QCOMPARE(boxes, judgement.all.at("clear balloon").total);
  }

  void pictures_without_wishes_are_refused() {
    const Panels panels(7);
    QVERIFY_THROWS_EXCEPTION(Error, (void)judge_pictures(untrained(), panels.pictures, {}));
  }
};

QTEST_APPLESS_MAIN(ScoresTest)
#include "scores_test.moc"
