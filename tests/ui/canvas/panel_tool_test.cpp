// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "tests/support/fake_canvas_host.h"
#include "ui/canvas/panel_tool.h"
#include "ui/document/page_commands.h"
#include "ui/document/panel_commands.h"

using namespace koma;
using namespace koma::ui;

namespace {

struct Studio {
  tests::FakeCanvasHost host;
  Document& document = host.document();
  manga::PageId page = addPage(document, 0);
  PanelTool tool{host};
  tests::Hand hand{tool, page};

  Studio() {
    host.settings.snap = false;
    document.history().clear();
  }
  const std::vector<manga::Panel>& panels() { return document.project().pages[0].panels; }
  QRectF frame(std::size_t index) { return boundsOf(panels()[index]); }
};

}  // namespace

class PanelToolTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_drag_makes_a_panel_in_one_step_and_selects_it();
  void esc_makes_none();
  void shift_makes_a_square_and_alt_draws_from_the_centre();
  void space_moves_the_unfinished_panel();
  void a_panel_snaps_to_the_inner_frame();
  void slivers_are_refused_with_a_message();
  void clicks_make_a_polygon_that_enter_closes();
  void a_double_click_closes_and_backspace_takes_back();
  void shift_turns_polygon_edges_in_steps();
  void polygons_that_cross_themselves_are_refused();
  void the_repeated_key_goes_to_the_other_shape();
  void enter_fills_the_inner_frame_and_then_halves();
};

void PanelToolTest::a_drag_makes_a_panel_in_one_step_and_selects_it() {
  Studio studio;
  studio.hand.press({90, 100});
  studio.hand.move({50, 60});
  QVERIFY(studio.tool.busy());
  QVERIFY(studio.panels().empty());
  studio.hand.release({20, 40});
  QCOMPARE(studio.panels().size(), 1u);
  QCOMPARE(studio.frame(0), QRectF(20, 40, 70, 60));
  QVERIFY(manga::area_of(studio.panels()[0].frame) > 0);  // clockwise although drawn backwards
  QCOMPARE(studio.document.history().count(), 1);
  QCOMPARE(studio.host.selection().panel(), studio.panels()[0].id);
}

void PanelToolTest::esc_makes_none() {
  Studio studio;
  studio.hand.press({20, 40});
  studio.hand.move({90, 100});
  QVERIFY(studio.hand.key(Qt::Key_Escape));
  studio.hand.release({90, 100});
  QVERIFY(!studio.tool.busy());
  QVERIFY(studio.panels().empty());
  QCOMPARE(studio.document.history().count(), 0);
}

void PanelToolTest::shift_makes_a_square_and_alt_draws_from_the_centre() {
  Studio studio;
  studio.hand.drag({20, 40}, {60, 70}, Qt::ShiftModifier);
  QCOMPARE(studio.frame(0), QRectF(20, 40, 40, 40));
  studio.hand.drag({80, 120}, {100, 130}, Qt::AltModifier);
  QCOMPARE(studio.frame(1), QRectF(60, 110, 40, 20));
}

void PanelToolTest::space_moves_the_unfinished_panel() {
  Studio studio;
  studio.hand.press({20, 40});
  studio.hand.move({60, 70});
  QVERIFY(studio.hand.key(Qt::Key_Space));
  studio.hand.move({70, 75});
  QVERIFY(studio.hand.letGo(Qt::Key_Space));
  studio.hand.release({80, 75});
  QCOMPARE(studio.frame(0), QRectF(30, 45, 50, 30));
}

void PanelToolTest::a_panel_snaps_to_the_inner_frame() {
  Studio studio;
  studio.host.settings.snap = true;  // 8 pixels are 2 mm here
  studio.hand.drag({15, 19}, {165, 100.2});
  QCOMPARE(studio.frame(0), QRectF(16, 18.5, 150, 81.7));
  studio.hand.drag({17, 107}, {90, 237});
  QCOMPARE(studio.frame(1), QRectF(16, 105.7, 74, 132.8));  // a row's gutter below, down to the foot
}

void PanelToolTest::slivers_are_refused_with_a_message() {
  Studio studio;
  studio.hand.drag({20, 40}, {26, 100});
  QVERIFY(studio.panels().empty());
  QCOMPARE(studio.host.said.size(), 1);
}

void PanelToolTest::clicks_make_a_polygon_that_enter_closes() {
  Studio studio;
  studio.tool.setShape(PanelTool::Shape::polygon);
  for (const QPointF corner : {QPointF(20, 100), QPointF(90, 90), QPointF(90, 40), QPointF(20, 50)}) {
    studio.hand.click(corner);
  }
  QVERIFY(studio.tool.busy());
  QCOMPARE(studio.document.history().count(), 0);
  QVERIFY(studio.hand.key(Qt::Key_Return));
  QVERIFY(!studio.tool.busy());
  const manga::Polygon expected{{20, 50}, {90, 40}, {90, 90}, {20, 100}};
  QVERIFY(studio.panels()[0].frame == expected);
  QCOMPARE(studio.document.history().count(), 1);
}

void PanelToolTest::a_double_click_closes_and_backspace_takes_back() {
  Studio studio;
  studio.tool.setShape(PanelTool::Shape::polygon);
  studio.hand.click({20, 40});
  studio.hand.click({90, 40});
  studio.hand.click({150, 150});
  QVERIFY(studio.hand.key(Qt::Key_Backspace));
  studio.hand.doubleClick({90, 100});
  QCOMPARE(studio.panels().size(), 1u);
  QCOMPARE(studio.panels()[0].frame.size(), 3u);
  studio.hand.click({20, 140});
  QVERIFY(studio.hand.key(Qt::Key_Escape));
  QVERIFY(!studio.tool.busy());
  QCOMPARE(studio.panels().size(), 1u);
}

void PanelToolTest::shift_turns_polygon_edges_in_steps() {
  Studio studio;
  studio.tool.setShape(PanelTool::Shape::polygon);
  studio.hand.click({20, 40});
  studio.hand.move({90, 43}, Qt::ShiftModifier);
  studio.hand.click({90, 43}, Qt::ShiftModifier);
  studio.hand.move({88, 90}, Qt::ShiftModifier);
  studio.hand.click({88, 90}, Qt::ShiftModifier);
  studio.hand.key(Qt::Key_Return);
  QVERIFY(std::abs(studio.panels()[0].frame[1].y - 40) < 1e-9);
  QVERIFY(std::abs(studio.panels()[0].frame[2].x - 90) < 1e-9);
}

void PanelToolTest::polygons_that_cross_themselves_are_refused() {
  Studio studio;
  studio.tool.setShape(PanelTool::Shape::polygon);
  for (const QPointF corner : {QPointF(20, 40), QPointF(90, 100), QPointF(90, 40), QPointF(20, 90)}) {
    studio.hand.click(corner);
  }
  studio.hand.key(Qt::Key_Return);
  QVERIFY(studio.panels().empty());
  QCOMPARE(studio.host.said.size(), 1);
}

void PanelToolTest::the_repeated_key_goes_to_the_other_shape() {
  Studio studio;
  studio.tool.again();
  QCOMPARE(studio.tool.shape(), PanelTool::Shape::polygon);
  studio.tool.again();
  QCOMPARE(studio.tool.shape(), PanelTool::Shape::rectangle);
}

void PanelToolTest::enter_fills_the_inner_frame_and_then_halves() {
  Studio studio;
  studio.hand.key(Qt::Key_Return);
  QCOMPARE(studio.frame(0), QRectF(16, 18.5, 150, 220));
  studio.hand.key(Qt::Key_Return);
  QCOMPARE(studio.panels().size(), 2u);
  QCOMPARE(studio.frame(0).height(), 107.25);  // a row's gutter of 5.5 mm between
  studio.host.selection().clear();
  studio.hand.key(Qt::Key_Return);
  QCOMPARE(studio.panels().size(), 2u);
  QCOMPARE(studio.host.said.size(), 1);
}

QTEST_MAIN(PanelToolTest)
#include "panel_tool_test.moc"
