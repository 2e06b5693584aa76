// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "tests/support/fake_canvas_host.h"
#include "ui/canvas/knife_tool.h"
#include "ui/document/page_commands.h"
#include "ui/document/panel_commands.h"
#include "ui/document/thing_commands.h"

using namespace koma;
using namespace koma::ui;

namespace {

struct Studio {
  tests::FakeCanvasHost host;
  Document& document = host.document();
  manga::PageId page = addPage(document, 0);
  manga::PanelId panel = addPanel(document, page, manga::polygon_of({20, 40, 100, 120}));
  KnifeTool tool{host};
  tests::Hand hand{tool, page};

  Studio() {
    host.settings.gutters = {.row = 6, .column = 2};
    document.history().clear();
  }
  const std::vector<manga::Panel>& panels() { return document.project().pages[0].panels; }
  std::vector<QRectF> frames() {
    std::vector<QRectF> frames;
    for (const manga::Panel& panel : panels()) frames.push_back(boundsOf(panel));
    std::ranges::sort(frames, {}, [](const QRectF& rect) { return std::pair(rect.top(), rect.left()); });
    return frames;
  }
};

}  // namespace

class KnifeToolTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_level_cut_leaves_a_row_gutter();
  void an_upright_cut_leaves_a_column_gutter();
  void nearly_level_is_level_and_ctrl_cuts_freely();
  void shift_cuts_in_steps();
  void a_cut_near_the_middle_goes_through_it();
  void esc_cuts_nothing();
  void a_stroke_outside_all_panels_is_no_step();
  void slivers_are_refused_with_a_message();
  void locked_panels_are_refused_with_a_message();
  void space_moves_the_line();
  void enter_cuts_level_and_shift_enter_upright();
};

void KnifeToolTest::a_level_cut_leaves_a_row_gutter() {
  Studio studio;
  studio.hand.drag({10, 70}, {130, 70});
  QCOMPARE(studio.frames()[0], QRectF(20, 40, 100, 27));
  QCOMPARE(studio.frames()[1], QRectF(20, 73, 100, 87));
  QCOMPARE(studio.document.history().count(), 1);
  QCOMPARE(studio.host.selection().things().size(), 2u);
}

void KnifeToolTest::an_upright_cut_leaves_a_column_gutter() {
  Studio studio;
  studio.hand.drag({50, 30}, {50, 170});
  QCOMPARE(studio.frames()[0], QRectF(20, 40, 29, 120));
  QCOMPARE(studio.frames()[1], QRectF(51, 40, 69, 120));
}

void KnifeToolTest::nearly_level_is_level_and_ctrl_cuts_freely() {
  Studio studio;
  studio.hand.drag({10, 70}, {130, 74});  // under 2 degrees
  QCOMPARE(studio.frames()[0], QRectF(20, 40, 100, 27));
  studio.document.history().undo();
  studio.hand.drag({10, 70}, {130, 74}, Qt::ControlModifier);
  QVERIFY(studio.frames()[0].height() > 27.5);
  studio.document.history().undo();
  studio.hand.drag({10, 70}, {130, 82});  // nearly 6 degrees are meant
  QCOMPARE(studio.panels()[0].frame.size(), 4u);
  QVERIFY(studio.frames()[1].top() < studio.frames()[0].bottom());  // slanted parts overlap in height
}

void KnifeToolTest::shift_cuts_in_steps() {
  Studio studio;
  studio.hand.drag({10, 70}, {130, 90}, Qt::ShiftModifier);
  QCOMPARE(studio.frames()[0], QRectF(20, 40, 100, 27));
}

void KnifeToolTest::a_cut_near_the_middle_goes_through_it() {
  Studio studio;
  studio.hand.drag({10, 101}, {130, 101});
  QCOMPARE(studio.frames()[0].height(), 57.0);
  QCOMPARE(studio.frames()[1].height(), 57.0);
}

void KnifeToolTest::esc_cuts_nothing() {
  Studio studio;
  studio.hand.press({10, 70});
  studio.hand.move({130, 70});
  QVERIFY(studio.hand.key(Qt::Key_Escape));
  studio.hand.release({130, 70});
  QCOMPARE(studio.panels().size(), 1u);
  QCOMPARE(studio.document.history().count(), 0);
}

void KnifeToolTest::a_stroke_outside_all_panels_is_no_step() {
  Studio studio;
  studio.hand.drag({10, 200}, {130, 200});
  QCOMPARE(studio.document.history().count(), 0);
  QVERIFY(studio.host.said.isEmpty());
}

void KnifeToolTest::slivers_are_refused_with_a_message() {
  Studio studio;
  studio.hand.drag({10, 45}, {130, 45});
  QCOMPARE(studio.panels().size(), 1u);
  QCOMPARE(studio.host.said.size(), 1);
  QCOMPARE(studio.document.history().count(), 0);
}

void KnifeToolTest::locked_panels_are_refused_with_a_message() {
  Studio studio;
  const Thing panel = studio.panel;
  setLocked(studio.document, {&panel, 1}, true);
  studio.hand.drag({10, 70}, {130, 70});
  QCOMPARE(studio.panels().size(), 1u);
  QCOMPARE(studio.host.said.size(), 1);
}

void KnifeToolTest::space_moves_the_line() {
  Studio studio;
  studio.hand.press({10, 70});
  studio.hand.move({130, 70});
  studio.hand.key(Qt::Key_Space);
  studio.hand.move({130, 80});
  studio.hand.release({130, 80});
  QCOMPARE(studio.frames()[0], QRectF(20, 40, 100, 37));
}

void KnifeToolTest::enter_cuts_level_and_shift_enter_upright() {
  Studio studio;
  studio.hand.key(Qt::Key_Return);
  QCOMPARE(studio.panels().size(), 1u);  // nothing is selected
  studio.host.selection().select(studio.panel);
  studio.hand.key(Qt::Key_Return);
  QCOMPARE(studio.frames()[1], QRectF(20, 103, 100, 57));
  studio.hand.key(Qt::Key_Return, Qt::ShiftModifier);
  QCOMPARE(studio.panels().size(), 3u);
  QCOMPARE(studio.frames()[0].width(), 49.0);
}

QTEST_MAIN(KnifeToolTest)
#include "knife_tool_test.moc"
