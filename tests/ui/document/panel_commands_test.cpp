// SPDX-License-Identifier: Apache-2.0
#include <QtTest>
#include <set>

#include "engine/api/recipe.h"
#include "engine/base/error.h"
#include "ui/document/character_commands.h"
#include "ui/document/conversation_commands.h"
#include "ui/document/frame_commands.h"
#include "ui/document/page_commands.h"
#include "ui/document/panel_commands.h"
#include "ui/document/qt_values.h"
#include "ui/document/things.h"

using namespace koma;
using namespace koma::ui;

namespace {

/// One page with one panel of 100 × 60 mm at (20, 30), with a prompt, a take and somebody on either side.
struct Sample {
  Document document;
  manga::PageId page = addPage(document, 0);
  manga::PanelId panel = addPanel(document, page, manga::polygon_of({20, 30, 100, 60}));
  manga::CharacterId aki = addCharacter(document, "Aki");
  manga::CharacterId mia = addCharacter(document, "Mia");
  manga::TakeId take;

  Sample() {
    placeCharacter(document, panel, {.character = aki, .box = {0.1f, 0.1f, 0.3f, 0.9f}, .unknown = {}});
    placeCharacter(document, panel, {.character = mia, .box = {0.6f, 0.1f, 0.9f, 0.9f}, .unknown = {}});
    setPrompt(document, panel, "two people in the rain");
    take = document.reserveTakeIds(1).front();
    const manga::Take drawn{take, "rain.png", "", "", {}};
    document.addTakes(panel, {&drawn, 1});
    acceptTake(document, panel, take);
    document.history().clear();
  }
  const manga::Panel& at(manga::PanelId id) const { return *manga::find_panel(document.project(), id); }
};

bool near(const QRectF& a, const QRectF& b) {
  const auto close = [](double x, double y) { return std::abs(x - y) < 1e-3; };
  return close(a.left(), b.left()) && close(a.top(), b.top()) && close(a.right(), b.right()) &&
         close(a.bottom(), b.bottom());
}

}  // namespace

class PanelCommandsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_cut_leaves_the_take_with_the_larger_half_and_boxes_where_they_were();
  void a_cut_that_would_leave_a_sliver_is_refused_without_a_step();
  void dividing_follows_the_reading_direction();
  void merging_brings_boxes_takes_and_prompts_together();
  void a_box_for_somebody_keeps_clear_of_those_who_are_there();
  void keystrokes_of_a_prompt_are_one_step_until_the_pause();
  void recalling_a_take_brings_its_request_back();
  void a_template_keeps_what_is_in_the_panels();
  void removing_a_character_takes_its_boxes_in_one_step();
  void members_of_the_cast_get_different_colours();
  void an_answer_is_no_step_and_no_undo_loses_it();
  void accepted_words_and_edits_are_one_step_each();
  void a_deleted_conversation_comes_back_with_what_was_said_since();
};

void PanelCommandsTest::a_cut_leaves_the_take_with_the_larger_half_and_boxes_where_they_were() {
  Sample sample;
  const QRectF akiBefore = placed(sample.at(sample.panel).characters[0].box, boundsOf(sample.at(sample.panel)));
  const manga::PanelId made = cutPanel(sample.document, sample.panel, {60, 0}, {60, 100}, 2);
  QCOMPARE(boundsOf(sample.at(sample.panel)), QRectF(61, 30, 59, 60));
  QCOMPARE(boundsOf(sample.at(made)), QRectF(20, 30, 39, 60));
  QCOMPARE(sample.at(sample.panel).accepted, sample.take);
  QVERIFY(sample.at(made).takes.empty());
  QCOMPARE(sample.at(made).prompt, std::string("two people in the rain"));
  QCOMPARE(sample.at(made).characters.size(), 1u);
  QCOMPARE(sample.at(made).characters[0].character, sample.aki);
  QCOMPARE(sample.at(sample.panel).characters[0].character, sample.mia);
  QVERIFY(near(placed(sample.at(made).characters[0].box, boundsOf(sample.at(made))), akiBefore));
  QCOMPARE(sample.document.history().count(), 1);
}

void PanelCommandsTest::a_cut_that_would_leave_a_sliver_is_refused_without_a_step() {
  Sample sample;
  const manga::Project before = sample.document.project();
  QVERIFY_EXCEPTION_THROWN(cutPanel(sample.document, sample.panel, {25, 0}, {25, 100}, 2), Error);
  QCOMPARE(sample.document.project() == before, true);
  QCOMPARE(sample.document.history().count(), 0);
}

void PanelCommandsTest::dividing_follows_the_reading_direction() {
  Sample sample;
  const auto ids = dividePanel(sample.document, sample.panel, 1, 2, {.row = 5, .column = 2});
  QCOMPARE(ids.front(), sample.panel);
  QCOMPARE(boundsOf(sample.at(ids[0])), QRectF(71, 30, 49, 60));  // right to left
  QCOMPARE(boundsOf(sample.at(ids[1])), QRectF(20, 30, 49, 60));
  QCOMPARE(sample.at(ids[0]).characters.front().character, sample.mia);
}

void PanelCommandsTest::merging_brings_boxes_takes_and_prompts_together() {
  Sample sample;
  const manga::Panel before = sample.at(sample.panel);
  const manga::PanelId made = cutPanel(sample.document, sample.panel, {60, 0}, {60, 100}, 2);
  setPrompt(sample.document, made, "a wet street");
  const std::array both{made, sample.panel};
  QCOMPARE(mergePanels(sample.document, both, {}), sample.panel);
  const manga::Panel& merged = sample.at(sample.panel);
  QCOMPARE(boundsOf(merged), QRectF(20, 30, 100, 60));
  QCOMPARE(merged.prompt, std::string("two people in the rain, a wet street"));
  QCOMPARE(merged.characters.size(), 2u);
  QCOMPARE(merged.takes.size(), 1u);
  QCOMPARE(manga::find_panel(sample.document.project(), made), nullptr);
  for (const manga::CharacterBox& box : merged.characters) {
    const auto old = std::ranges::find(before.characters, box.character, &manga::CharacterBox::character);
    QVERIFY(near(placed(box.box, boundsOf(merged)), placed(old->box, boundsOf(before))));
  }
}

void PanelCommandsTest::a_box_for_somebody_keeps_clear_of_those_who_are_there() {
  Sample sample;
  const manga::PanelId empty = addPanel(sample.document, sample.page, manga::polygon_of({20, 100, 100, 60}));
  const manga::CharacterBox first = boxFor(sample.at(empty), sample.aki);
  QCOMPARE(shot_of(first.box, 1000, 600), Shot::bust);
  QVERIFY(!first.strength);  // the character's own
  placeCharacter(sample.document, empty, first);
  const manga::CharacterBox second = boxFor(sample.at(empty), sample.mia);
  QVERIFY(second.box.left > first.box.left);
}

void PanelCommandsTest::keystrokes_of_a_prompt_are_one_step_until_the_pause() {
  Sample sample;
  setPrompt(sample.document, sample.panel, "r");
  setPrompt(sample.document, sample.panel, "ra");
  QCOMPARE(sample.document.history().count(), 1);
  sample.document.endMerging();
  setPrompt(sample.document, sample.panel, "rai");
  QCOMPARE(sample.document.history().count(), 2);
}

void PanelCommandsTest::recalling_a_take_brings_its_request_back() {
  Sample sample;
  api::Recipe recipe;
  recipe.request.prompt = "the old words";
  recipe.request.negative_prompt = "text";
  recipe.request.steps = 12;
  recipe.request.seed = 77;
  recipe.request.shot = api::ShotKind::bust;
  recipe.request.character_scale = 0.75;
  recipe.request.mllm = {true, 0.3};
  api::PlacedCharacter mia;
  mia.name = "Mia";
  mia.box = {0.25f, 0.25f, 0.5f, 0.75f};
  mia.facing = api::Facing::left;
  recipe.request.characters = {mia};
  const manga::Take old{
      sample.document.reserveTakeIds(1).front(), "old.png", api::recipe_to_json(recipe, {}).dump(), "", {}};
  sample.document.addTakes(sample.panel, {&old, 1});
  recallTake(sample.document, sample.panel, old.id);
  const manga::Panel& panel = sample.at(sample.panel);
  QCOMPARE(panel.prompt, std::string("the old words"));
  QCOMPARE(panel.negative_prompt, std::optional<std::string>("text"));
  QCOMPARE(panel.settings.seed, std::optional<std::uint64_t>(77));
  QCOMPARE(panel.settings.steps, std::optional<int>(12));
  QCOMPARE(panel.shot, std::string("bust"));
  QCOMPARE(panel.settings.character_scale, std::optional<double>(0.75));
  QCOMPARE(panel.settings.agent, std::optional<bool>(true));
  QCOMPARE(panel.settings.agent_scale, std::optional<double>(0.3));
  QCOMPARE(panel.characters.size(), 1u);
  QCOMPARE(panel.characters[0].character, sample.mia);
  QCOMPARE(panel.characters[0].facing, std::string("left"));
  QVERIFY_EXCEPTION_THROWN(recallTake(sample.document, sample.panel, sample.take), Error);
}

void PanelCommandsTest::a_template_keeps_what_is_in_the_panels() {
  Sample sample;
  QCOMPARE(applyTemplate(sample.document, sample.page, "classic-5", {}), 0u);
  QCOMPARE(sample.document.project().pages[0].panels.size(), 5u);
  QCOMPARE(sample.at(sample.panel).characters.size(), 2u);
  QCOMPARE(applyTemplate(sample.document, sample.page, "opening", {}), 1u);
  QCOMPARE(applyTemplate(sample.document, sample.page, "one", {}), 3u);
  QCOMPARE(sample.document.project().pages[0].panels.front().id, sample.panel);
}

void PanelCommandsTest::removing_a_character_takes_its_boxes_in_one_step() {
  Sample sample;
  const manga::Project before = sample.document.project();
  removeCharacter(sample.document, sample.aki);
  QCOMPARE(sample.document.history().count(), 1);
  QCOMPARE(sample.at(sample.panel).characters.size(), 1u);
  QCOMPARE(sample.document.project().cast.size(), 1u);
  sample.document.history().undo();
  QCOMPARE(sample.document.project() == before, true);
}

void PanelCommandsTest::members_of_the_cast_get_different_colours() {
  Document document;
  std::set<std::string> colours;
  for (int i = 0; i < 8; ++i) addCharacter(document, QString::number(i));
  for (const manga::Character& member : document.project().cast) colours.insert(member.colour);
  QCOMPARE(colours.size(), 8u);
}

void PanelCommandsTest::an_answer_is_no_step_and_no_undo_loses_it() {
  Sample sample;
  setPrompt(sample.document, sample.panel, "snow");
  setName(sample.document, sample.aki, "Akira");
  sample.document.history().undo();
  QSignalSpy changes(&sample.document, &Document::changed);

  QVERIFY(sample.document.addTurn(sample.panel, {.question = "Who?", .answer = "Aki."}));
  QVERIFY(sample.document.addTurn(sample.aki, {.question = "How old?", .answer = "Sixteen."}));

  QCOMPARE(changes.count(), 2);
  QVERIFY(sample.document.history().canRedo());
  for (const int index : {0, 2}) {
    sample.document.history().setIndex(index);
    QCOMPARE(sample.at(sample.panel).conversation.size(), std::size_t(1));
    QCOMPARE(manga::find_character(sample.document.project(), sample.aki)->conversation.size(), std::size_t(1));
  }
  QVERIFY(!sample.document.addTurn(manga::PanelId{999}, {}));
}

void PanelCommandsTest::accepted_words_and_edits_are_one_step_each() {
  Sample sample;
  const manga::Turn refined{
      .kind = manga::TurnKind::refine, .prompt = "two people in a storm", .negative_prompt = "sun"};
  const manga::Turn edit{.kind = manga::TurnKind::edit, .prompt = "with a hat", .area = UnitBox{0, 0, 1, 0.5F}};
  sample.document.addTurn(sample.panel, refined);
  sample.document.addTurn(sample.panel, edit);
  sample.document.addTurn(sample.aki, {.kind = manga::TurnKind::refine, .prompt = "a tall boy"});
  const manga::Project before = sample.document.project();

  acceptWords(sample.document, sample.panel, 0);
  QVERIFY(sample.at(sample.panel).prompt == "two people in a storm" &&
          sample.at(sample.panel).negative_prompt == "sun");
  acceptEdit(sample.document, sample.panel, 1, "mask.png");
  QVERIFY(sample.at(sample.panel).mask == "mask.png" && sample.at(sample.panel).prompt == "with a hat");
  acceptWords(sample.document, sample.aki, 0);
  QCOMPARE(manga::find_character(sample.document.project(), sample.aki)->description, std::string("a tall boy"));
  QCOMPARE(sample.document.history().count(), 3);

  // What is settled, and what was never said, changes nothing.
  dismissTurn(sample.document, sample.panel, 0);
  acceptWords(sample.document, sample.panel, 7);
  QCOMPARE(sample.document.history().count(), 3);
  sample.document.history().setIndex(0);
  QVERIFY(sample.document.project() == before);
}

void PanelCommandsTest::a_deleted_conversation_comes_back_with_what_was_said_since() {
  Sample sample;
  sample.document.addTurn(sample.panel, {.question = "one"});
  clearConversation(sample.document, sample.panel);
  QVERIFY(sample.at(sample.panel).conversation.empty());
  sample.document.addTurn(sample.panel, {.question = "two"});
  sample.document.history().undo();
  QCOMPARE(sample.at(sample.panel).conversation.size(), std::size_t(2));
  sample.document.history().redo();
  QCOMPARE(sample.at(sample.panel).conversation.size(), std::size_t(1));
  QVERIFY_EXCEPTION_THROWN(clearConversation(sample.document, manga::PanelId{999}), Error);
}

QTEST_GUILESS_MAIN(PanelCommandsTest)
#include "panel_commands_test.moc"
