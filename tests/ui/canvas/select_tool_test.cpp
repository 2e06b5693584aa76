// SPDX-License-Identifier: Apache-2.0
#include <QSignalSpy>
#include <QtTest>

#include "tests/support/fake_canvas_host.h"
#include "ui/canvas/select_tool.h"
#include "ui/document/balloon_commands.h"
#include "ui/document/character_commands.h"
#include "ui/document/page_commands.h"
#include "ui/document/panel_commands.h"
#include "ui/document/thing_commands.h"

using namespace koma;
using namespace koma::ui;

namespace {

/// Two panels side by side with a gutter, one below them; a box and a balloon in the first.
struct Studio {
  tests::FakeCanvasHost host;
  Document& document = host.document();
  manga::PageId page = addPage(document, 0);
  manga::PanelId left = addPanel(document, page, manga::polygon_of({16, 20, 70, 60}));
  manga::PanelId right = addPanel(document, page, manga::polygon_of({88.5, 20, 77.5, 60}));
  manga::PanelId below = addPanel(document, page, manga::polygon_of({16, 85.5, 150, 70}));
  manga::CharacterId aki = addCharacter(document, "Aki");
  BoxRef box = placeCharacter(document, left, {.character = aki, .box = {0.25f, 0.5f, 0.75f, 1}, .unknown = {}});
  manga::BalloonId balloon;
  SelectTool tool{host};
  tests::Hand hand{tool, page};

  Studio() {
    manga::Balloon made;
    made.bounds = {40, 52, 16, 12};
    made.tails = {{{30, 70}}};
    balloon = addBalloon(document, page, made);
    host.settings.snap = false;
    document.history().clear();
  }
  QRectF rect(const Thing& thing) { return boundsOf(document.project().pages[0], thing); }
  int steps() { return document.history().count(); }
};

}  // namespace

class SelectToolTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_click_selects_the_topmost_and_clicking_again_goes_deeper();
  void shift_adds_and_takes_away();
  void a_drag_on_empty_paper_is_a_rubber_band();
  void a_drag_moves_what_is_selected_in_one_step();
  void esc_in_a_drag_restores_everything();
  void shift_keeps_a_drag_to_one_direction();
  void alt_copies_and_alt_in_the_middle_changes_the_panel();
  void moving_snaps_to_the_gutter_and_ctrl_suspends();
  void a_shared_edge_takes_its_neighbours_along();
  void ctrl_detaches_a_shared_edge();
  void handles_keep_proportions_and_the_centre();
  void a_corner_of_a_polygon_moves_alone();
  void a_frame_that_crosses_itself_is_refused();
  void the_tip_of_a_tail_is_dragged();
  void locked_things_have_no_handles_and_do_not_move();
  void a_double_click_on_a_balloon_writes_in_it();
  void enter_on_a_balloon_writes_in_it();
  void arrows_nudge_and_alt_resizes();
  void tab_goes_through_the_page_in_reading_order();
  void alt_click_asks_which_of_the_stack();
};

void SelectToolTest::a_click_selects_the_topmost_and_clicking_again_goes_deeper() {
  Studio studio;
  studio.hand.click({45, 58});
  QVERIFY(studio.host.selection().things() == std::vector<Thing>{studio.balloon});
  studio.hand.click({45, 58});
  QVERIFY(studio.host.selection().things() == std::vector<Thing>{studio.box});
  studio.hand.click({45.5, 58});
  QVERIFY(studio.host.selection().things() == std::vector<Thing>{studio.left});
  studio.hand.click({45, 58});
  QVERIFY(studio.host.selection().things() == std::vector<Thing>{studio.balloon});
  studio.hand.click({50, 62});  // further away: from the top again
  QVERIFY(studio.host.selection().things() == std::vector<Thing>{studio.balloon});
  QCOMPARE(studio.steps(), 0);
}

void SelectToolTest::shift_adds_and_takes_away() {
  Studio studio;
  studio.hand.click({20, 30});
  studio.hand.click({120, 30}, Qt::ShiftModifier);
  QCOMPARE(studio.host.selection().things().size(), 2u);
  studio.hand.click({20, 30}, Qt::ShiftModifier);
  QVERIFY(studio.host.selection().things() == std::vector<Thing>{studio.right});
  studio.hand.click({10, 10});
  QVERIFY(studio.host.selection().empty());
}

void SelectToolTest::a_drag_on_empty_paper_is_a_rubber_band() {
  Studio studio;
  studio.hand.drag({10, 10}, {100, 84});
  QCOMPARE(studio.host.selection().things().size(), 3u);  // the left panel, its box and its balloon
  studio.hand.press({10, 10});
  studio.hand.move({175, 84});
  QCOMPARE(studio.host.selection().things().size(), 4u);
  studio.hand.key(Qt::Key_Escape);
  QCOMPARE(studio.host.selection().things().size(), 3u);
  QCOMPARE(studio.steps(), 0);
}

void SelectToolTest::a_drag_moves_what_is_selected_in_one_step() {
  Studio studio;
  studio.hand.press({120, 120});
  studio.hand.move({125, 121});
  QVERIFY(studio.host.draft);
  QCOMPARE(boundsOf(*studio.host.draft, Thing(studio.below)), QRectF(21, 86.5, 150, 70));
  studio.hand.release({130, 123});
  QVERIFY(!studio.host.draft);
  QCOMPARE(studio.rect(studio.below), QRectF(26, 88.5, 150, 70));
  QCOMPARE(studio.steps(), 1);
  studio.document.history().undo();
  QCOMPARE(studio.rect(studio.below), QRectF(16, 85.5, 150, 70));
}

void SelectToolTest::esc_in_a_drag_restores_everything() {
  Studio studio;
  const manga::Project before = studio.document.project();
  studio.hand.press({120, 120});
  studio.hand.move({140, 130});
  QVERIFY(studio.tool.busy());
  QVERIFY(studio.hand.key(Qt::Key_Escape));
  studio.hand.release({140, 130});
  QVERIFY(!studio.host.draft);
  QVERIFY(studio.document.project() == before);
  QCOMPARE(studio.steps(), 0);
}

void SelectToolTest::shift_keeps_a_drag_to_one_direction() {
  Studio studio;
  studio.hand.drag({120, 120}, {132, 121}, Qt::ShiftModifier);
  QCOMPARE(studio.rect(studio.below), QRectF(28, 85.5, 150, 70));
}

void SelectToolTest::alt_copies_and_alt_in_the_middle_changes_the_panel() {
  Studio studio;
  studio.hand.drag({120, 120}, {125, 120}, Qt::AltModifier);
  QCOMPARE(studio.document.project().pages[0].panels.size(), 4u);
  QCOMPARE(studio.rect(studio.below), QRectF(16, 85.5, 150, 70));
  QCOMPARE(studio.rect(studio.host.selection().things().front()), QRectF(21, 85.5, 150, 70));
  QCOMPARE(studio.steps(), 1);
  studio.document.history().undo();

  studio.host.selection().select(studio.box);
  studio.hand.press({36, 70});
  studio.hand.move({60, 70});
  studio.hand.move({120, 70}, Qt::AltModifier);
  studio.hand.release({120, 70}, Qt::AltModifier);
  const manga::Page& page = studio.document.project().pages[0];
  QVERIFY(panelOn(page, studio.left)->characters.empty());
  QCOMPARE(panelOn(page, studio.right)->characters.size(), 1u);
  QVERIFY(studio.host.selection().things() == std::vector<Thing>(1, BoxRef{studio.right, 0}));
}

void SelectToolTest::moving_snaps_to_the_gutter_and_ctrl_suspends() {
  Studio studio;
  studio.host.settings.snap = true;
  studio.host.selection().select(studio.right);
  studio.hand.drag({120, 40}, {120.9, 41.2});
  QCOMPARE(studio.rect(studio.right), QRectF(88.5, 20, 77.5, 60));  // back where it wants to be
  QCOMPARE(studio.steps(), 0);
  studio.hand.drag({120, 40}, {121.5, 41}, Qt::ControlModifier);
  QCOMPARE(studio.rect(studio.right), QRectF(90, 21, 77.5, 60));
}

void SelectToolTest::a_shared_edge_takes_its_neighbours_along() {
  Studio studio;
  studio.host.selection().select(studio.left);
  studio.hand.drag({86, 50}, {76, 50});  // its right edge
  QCOMPARE(studio.rect(studio.left), QRectF(16, 20, 60, 60));
  QCOMPARE(studio.rect(studio.right), QRectF(78.5, 20, 87.5, 60));
  QCOMPARE(studio.steps(), 1);
  studio.hand.drag({46, 80}, {46, 90});  // its lower edge: all three meet there
  QCOMPARE(studio.rect(studio.left), QRectF(16, 20, 60, 70));
  QCOMPARE(studio.rect(studio.right), QRectF(78.5, 20, 87.5, 70));
  QCOMPARE(studio.rect(studio.below), QRectF(16, 95.5, 150, 60));
}

void SelectToolTest::ctrl_detaches_a_shared_edge() {
  Studio studio;
  studio.host.selection().select(studio.left);
  studio.hand.drag({86, 50}, {76, 50}, Qt::ControlModifier);
  QCOMPARE(studio.rect(studio.left), QRectF(16, 20, 60, 60));
  QCOMPARE(studio.rect(studio.right), QRectF(88.5, 20, 77.5, 60));
}

void SelectToolTest::handles_keep_proportions_and_the_centre() {
  Studio studio;
  studio.host.selection().select(studio.balloon);
  studio.hand.drag({56, 64}, {64, 65}, Qt::ShiftModifier);
  QCOMPARE(studio.rect(studio.balloon), QRectF(40, 52, 24, 18));
  studio.document.history().undo();
  studio.hand.drag({56, 64}, {58, 65}, Qt::AltModifier);
  QCOMPARE(studio.rect(studio.balloon), QRectF(38, 51, 20, 14));
  studio.document.history().undo();
  studio.hand.drag({57, 66}, {10, 10});  // pushed through: it stays 2 mm large
  QCOMPARE(studio.rect(studio.balloon).size(), QSizeF(2, 2));
}

void SelectToolTest::a_corner_of_a_polygon_moves_alone() {
  Studio studio;
  const manga::PanelId slanted = addPanel(studio.document, studio.page, {{16, 170}, {80, 160}, {80, 230}, {16, 230}});
  studio.host.selection().select(slanted);
  studio.hand.drag({80, 160}, {90, 165});
  const manga::Polygon expected{{16, 170}, {90, 165}, {80, 230}, {16, 230}};
  QCOMPARE(panelOn(studio.document.project().pages[0], slanted)->frame == expected, true);
}

void SelectToolTest::a_frame_that_crosses_itself_is_refused() {
  Studio studio;
  const manga::PanelId slanted = addPanel(studio.document, studio.page, {{16, 170}, {80, 160}, {80, 230}, {16, 230}});
  const manga::Project before = studio.document.project();
  studio.host.selection().select(slanted);
  studio.hand.drag({80, 160}, {40, 245});
  QCOMPARE(studio.host.said.size(), 1);
  QVERIFY(studio.document.project() == before);
}

void SelectToolTest::the_tip_of_a_tail_is_dragged() {
  Studio studio;
  studio.host.selection().select(studio.balloon);
  studio.hand.drag({30, 70}, {33, 75});
  QCOMPARE(studio.document.project().pages[0].balloons[0].tails[0].tip, (manga::Point{33, 75}));
  QCOMPARE(studio.rect(studio.balloon), QRectF(40, 52, 16, 12));
  QCOMPARE(studio.steps(), 1);
}

void SelectToolTest::locked_things_have_no_handles_and_do_not_move() {
  Studio studio;
  const Thing below = studio.below;
  setLocked(studio.document, {&below, 1}, true);
  const manga::Project before = studio.document.project();
  studio.hand.drag({120, 120}, {130, 120});
  studio.hand.drag({166, 155.5}, {170, 160});
  QVERIFY(studio.document.project() == before);
}

void SelectToolTest::a_double_click_on_a_balloon_writes_in_it() {
  Studio studio;
  studio.hand.doubleClick({45, 58});
  QCOMPARE(studio.host.chosen, QString("text"));
  QVERIFY(studio.host.selection().things() == std::vector<Thing>{studio.balloon});
}

void SelectToolTest::enter_on_a_balloon_writes_in_it() {
  Studio studio;
  studio.host.selection().select(studio.balloon);
  QVERIFY(studio.hand.key(Qt::Key_Return));
  QCOMPARE(studio.host.chosen, QString("text"));
}

void SelectToolTest::arrows_nudge_and_alt_resizes() {
  Studio studio;
  studio.host.selection().select(studio.balloon);
  studio.hand.key(Qt::Key_Right);
  studio.hand.key(Qt::Key_Right);
  studio.hand.key(Qt::Key_Down, Qt::ShiftModifier);
  QCOMPARE(studio.rect(studio.balloon), QRectF(40.2, 53, 16, 12));
  QCOMPARE(studio.steps(), 1);
  studio.hand.key(Qt::Key_Left, Qt::AltModifier | Qt::ShiftModifier);
  QCOMPARE(studio.rect(studio.balloon), QRectF(40.2, 53, 15, 12));
  QCOMPARE(studio.steps(), 2);
}

void SelectToolTest::tab_goes_through_the_page_in_reading_order() {
  Studio studio;
  std::vector<Thing> seen;
  for (int i = 0; i < 5; ++i) {
    studio.hand.key(Qt::Key_Tab, Qt::ControlModifier);
    seen.push_back(studio.host.selection().things().front());
  }
  const std::vector<Thing> expected{studio.right, studio.left, studio.box, studio.balloon, studio.below};
  QVERIFY(seen == expected);
  studio.hand.key(Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
  QVERIFY(studio.host.selection().things() == std::vector<Thing>{studio.balloon});
  studio.hand.key(Qt::Key_Escape);
  QVERIFY(studio.host.selection().empty());
}

void SelectToolTest::alt_click_asks_which_of_the_stack() {
  Studio studio;
  QSignalSpy asked(&studio.tool, &SelectTool::stackAsked);
  studio.hand.click({45, 58}, Qt::AltModifier);
  QCOMPARE(asked.size(), 1);
  QCOMPARE(asked[0][0].value<std::vector<Thing>>().size(), 3u);
}

QTEST_MAIN(SelectToolTest)
#include "select_tool_test.moc"
