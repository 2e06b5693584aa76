// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/ablation.h"

#include <QTest>

#include "engine/base/error.h"
#include "engine/eval/addition.h"
#include "engine/eval/comparison.h"
#include "engine/eval/generated.h"

using namespace koma;
using namespace koma::eval;

namespace {

/// A panel with somebody in it and a dialogue box.
Example full_panel() {
  for (auto& example : draw_examples(5, 70, true)) {
    if (example.labels.characters.size() == 2 && !example.labels.dialogs.empty()) return std::move(example);
  }
  return {};
}

}  // namespace

class AblationTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    panel_ = full_panel();
    QVERIFY(!panel_.labels.dialogs.empty());
    usual_ = request_for(panel_, references_of(panel_, 9), "mini", 9);
  }

  void without_masks_no_box_is_told_and_all_else_stays() {
    auto request = ablated(ablation_named("masks-off"), usual_, panel_, 9);
    QVERIFY(request.dialog_boxes.empty());
    for (auto& character : request.characters) QVERIFY((character.box == UnitBox{0, 0, 1, 1}));
    for (std::size_t i = 0; i < request.characters.size(); ++i) request.characters[i].box = usual_.characters[i].box;
    request.dialog_boxes = usual_.dialog_boxes;
    QVERIFY(request == usual_);
    QVERIFY((masks_of(ablation_named("masks-off"), {}) == Masks{}));
  }

  void attention_without_masks_keeps_the_request() {
    const Ablation& ablation = ablation_named("attention-masks-off");
    QVERIFY(ablated(ablation, usual_, panel_, 9) == usual_);
    QVERIFY((masks_of(ablation, {}) == Masks{false, false}));
  }

  void swapped_references_change_everybody_and_nothing_else() {
    const Ablation& ablation = ablation_named("references-swapped");
    auto request = ablated(ablation, usual_, panel_, 9);
    QVERIFY(request == ablated(ablation, usual_, panel_, 9));
    for (std::size_t i = 0; i < request.characters.size(); ++i) {
      QVERIFY(!(request.characters[i].references == usual_.characters[i].references));
      request.characters[i].references = usual_.characters[i].references;
    }
    QVERIFY(request == usual_);
    QVERIFY((masks_of(ablation, {true, false}) == Masks{true, false}));
  }

  void an_unknown_comparison_is_named_with_those_there_are() {
    try {
      (void)ablation_named("masks");
      QFAIL("no error");
    } catch (const Error& error) {
      QCOMPARE(error.what(),
               "compare: there is no comparison \"masks\"; choose among masks-off, attention-masks-off, "
               "references-swapped, edges-off, words-off");
    }
  }

  void what_is_added_can_be_taken_away_again() {
    const std::vector<std::string> both{"edges", "words"};
    const api::GenerationRequest whole = added(both, usual_, panel_);
    QCOMPARE(whole.controls.size(), std::size_t(1));
    QVERIFY(whole.controls[0].picture.image == panel_.picture);
    QVERIFY(whole.characters.size() == 1 && whole.regions && whole.prompt.empty());
    QVERIFY(whole.regions->boxes.at(0).box == usual_.characters[1].box);
    QVERIFY(!whole.regions->boxes[0].prompt.empty() && whole.regions->base_prompt == usual_.prompt);
    api::GenerationRequest less = ablated(ablation_named("words-off"), whole, panel_, 9);
    QVERIFY(!less.regions && less.prompt == usual_.prompt && less.characters.size() == 1);
    less = ablated(ablation_named("edges-off"), less, panel_, 9);
    less.characters = usual_.characters;
    QVERIFY(less == usual_);
    QVERIFY_THROWS_EXCEPTION(Error, (void)added({"sound"}, usual_, panel_));
  }

  void a_comparison_tells_the_difference_of_each_score() {
    Judgement whole, less;
    for (std::size_t i = 0; i < compared_scores.size(); ++i) {
      whole.by_panel[i].assign(40, {1, 1});
      less.by_panel[i].assign(40, {i == 0 ? 0.25 : 1.0, 1});
    }
    const Comparison comparison = compared(ablations[0], whole, less, 1);
    QCOMPARE(comparison.differences[0].value, 0.75);
    QVERIFY(comparison.differences[0].beats());
    QVERIFY(!comparison.differences[1].beats());
  }

 private:
  Example panel_;
  api::GenerationRequest usual_;
};

QTEST_APPLESS_MAIN(AblationTest)
#include "ablation_test.moc"
