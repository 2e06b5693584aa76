// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/region_tool.h"

#include <QtTest>

#include "tests/support/canvas_window.h"
#include "tests/support/fake_canvas_host.h"
#include "ui/canvas/hit_test.h"
#include "ui/canvas/tool_box.h"
#include "ui/document/page_commands.h"
#include "ui/document/panel_commands.h"
#include "ui/document/region_commands.h"
#include "ui/document/thing_commands.h"

using namespace koma;
using namespace koma::ui;

namespace {

struct Studio {
  tests::FakeCanvasHost host;
  Document& document = host.document();
  manga::PageId page = addPage(document, 0);
  manga::PanelId panel = addPanel(document, page, manga::polygon_of({20, 40, 100, 80}));
  RegionTool tool{host};
  tests::Hand hand{tool, page};

  Studio() {
    host.settings.snap = false;
    host.selection().setPage(page);
    host.selection().select(panel);
  }
  const manga::Panel& now() { return *panelOn(document.project().pages[0], panel); }
  const std::vector<manga::Region>& regions() { return now().regions; }
  void divide(manga::DivideInto direction, std::size_t region = 0) {
    divideRegion(document, {panel, region}, direction);
  }
};

}  // namespace

class RegionToolTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_drag_draws_a_region_and_is_one_step();
  void esc_draws_nothing();
  void outside_all_panels_it_says_where();
  void a_click_selects_the_region_under_it();
  void a_divider_takes_its_neighbours_along_and_stays_a_split();
  void control_detaches_a_line();
  void esc_puts_a_dragged_line_back();
  void a_free_region_is_moved_when_it_is_selected();
  void enter_asks_for_the_prompt_of_a_region();
  void enter_without_a_region_puts_one();
  void arrows_nudge_free_regions_and_alt_moves_a_cells_line();
  void tab_goes_through_regions();
  void a_cell_that_is_deleted_leaves_its_place_to_its_neighbour();
  void locked_regions_stay();
  void copies_of_cells_are_free();
  void on_the_page_the_mouse_draws_and_r_chooses_the_tool();
  void a_panel_is_hit_before_its_regions();
};

void RegionToolTest::a_drag_draws_a_region_and_is_one_step() {
  Studio studio;
  const int before = studio.document.history().count();
  studio.hand.press({45, 60});
  studio.hand.move({60, 70});
  QVERIFY(studio.regions().empty());
  studio.hand.release({70, 120});
  QCOMPARE(studio.regions().size(), 1u);
  QCOMPARE(studio.regions()[0].box, (UnitBox{0.25f, 0.25f, 0.5f, 1}));
  QCOMPARE(studio.document.history().count(), before + 1);
  QVERIFY(studio.host.selection().things() == std::vector<Thing>(1, RegionRef{studio.panel, 0}));
  studio.document.history().undo();
  QVERIFY(studio.regions().empty());
  QVERIFY(studio.host.selection().empty());
}

void RegionToolTest::esc_draws_nothing() {
  Studio studio;
  const int before = studio.document.history().count();
  studio.hand.press({45, 60});
  studio.hand.move({70, 100});
  studio.hand.key(Qt::Key_Escape);
  studio.hand.release({70, 100});
  QCOMPARE(studio.document.history().count(), before);
}

void RegionToolTest::outside_all_panels_it_says_where() {
  Studio studio;
  studio.hand.drag({45, 160}, {70, 200});
  QVERIFY(studio.regions().empty());
  QCOMPARE(studio.host.said.size(), 1);
}

void RegionToolTest::a_click_selects_the_region_under_it() {
  Studio studio;
  studio.divide(manga::DivideInto::columns);
  studio.hand.click({100, 80});
  QVERIFY(studio.host.selection().contains(Thing(RegionRef{studio.panel, 1})));
  studio.hand.click({40, 80});
  QVERIFY(studio.host.selection().contains(Thing(RegionRef{studio.panel, 0})));
  studio.hand.click({150, 150});
  QVERIFY(studio.host.selection().empty());
}

void RegionToolTest::a_divider_takes_its_neighbours_along_and_stays_a_split() {
  Studio studio;
  studio.divide(manga::DivideInto::rows);
  studio.divide(manga::DivideInto::columns, 0);
  const int before = studio.document.history().count();
  studio.hand.press({100, 80});  // on the line between the rows
  studio.hand.move({100, 90});
  QVERIFY(studio.host.draft);
  studio.hand.release({100, 100});
  QCOMPARE(studio.document.history().count(), before + 1);
  QCOMPARE(studio.now().division.split, std::string("0.75,1,1;0.25"));
  studio.hand.drag({70, 50}, {60, 50});  // between the two in the upper row
  QCOMPARE(studio.now().division.split, std::string("0.75,0.4,0.6;0.25"));
  studio.document.history().undo();
  QCOMPARE(studio.now().division.split, std::string("0.75,1,1;0.25"));
}

void RegionToolTest::control_detaches_a_line() {
  Studio studio;
  studio.divide(manga::DivideInto::columns);
  studio.host.selection().select(RegionRef{studio.panel, 0});
  studio.hand.drag({70, 80}, {60, 80}, Qt::ControlModifier);
  QCOMPARE(studio.now().division.split, std::string());
  QCOMPARE(studio.regions()[0].box, (UnitBox{0, 0, 0.4f, 1}));
  QCOMPARE(studio.regions()[1].box, (UnitBox{0.5f, 0, 1, 1}));
}

void RegionToolTest::esc_puts_a_dragged_line_back() {
  Studio studio;
  studio.divide(manga::DivideInto::columns);
  const auto before = studio.document.project();
  studio.hand.press({70, 80});
  studio.hand.move({50, 80});
  studio.hand.key(Qt::Key_Escape);
  studio.hand.release({50, 80});
  QCOMPARE(studio.document.project(), before);
  QVERIFY(!studio.host.draft);
}

void RegionToolTest::a_free_region_is_moved_when_it_is_selected() {
  Studio studio;
  studio.hand.drag({45, 60}, {70, 100});
  studio.hand.drag({55, 80}, {65, 88});
  QCOMPARE(studio.regions().size(), 1u);
  QCOMPARE(studio.regions()[0].box, (UnitBox{0.35f, 0.35f, 0.6f, 0.85f}));
}

void RegionToolTest::enter_asks_for_the_prompt_of_a_region() {
  Studio studio;
  studio.divide(manga::DivideInto::columns);
  QSignalSpy wanted(&studio.tool, &RegionTool::promptWanted);
  studio.host.selection().select(RegionRef{studio.panel, 1});
  studio.hand.key(Qt::Key_Return);
  QCOMPARE(wanted.count(), 1);
  studio.hand.doubleClick({40, 80});
  QCOMPARE(wanted.count(), 2);
  QVERIFY(wanted[1][0].value<RegionRef>() == (RegionRef{studio.panel, 0}));
}

void RegionToolTest::enter_without_a_region_puts_one() {
  Studio studio;
  studio.hand.key(Qt::Key_Return);
  QCOMPARE(studio.regions().size(), 1u);
  studio.host.selection().clear();
  studio.hand.key(Qt::Key_Return);
  QCOMPARE(studio.regions().size(), 1u);
  QCOMPARE(studio.host.said.size(), 1);
}

void RegionToolTest::arrows_nudge_free_regions_and_alt_moves_a_cells_line() {
  Studio studio;
  studio.hand.drag({45, 60}, {70, 100});
  studio.hand.key(Qt::Key_Right, Qt::ShiftModifier);
  QCOMPARE(studio.regions()[0].box.left, 0.26f);
  removeRegions(studio.document, studio.panel);

  studio.divide(manga::DivideInto::columns);
  studio.host.selection().select(RegionRef{studio.panel, 0});
  const int before = studio.document.history().count();
  studio.hand.key(Qt::Key_Right);
  QCOMPARE(studio.document.history().count(), before);
  studio.hand.key(Qt::Key_Right, Qt::AltModifier | Qt::ShiftModifier);
  studio.hand.key(Qt::Key_Right, Qt::AltModifier | Qt::ShiftModifier);
  QCOMPARE(studio.now().division.split, std::string("0.52,0.48"));
  QCOMPARE(studio.document.history().count(), before + 1);
  studio.hand.key(Qt::Key_Down, Qt::AltModifier);  // it fills its row: there is no line to move
  QCOMPARE(studio.now().division.split, std::string("0.52,0.48"));
}

void RegionToolTest::tab_goes_through_regions() {
  Studio studio;
  studio.divide(manga::DivideInto::columns);
  studio.host.selection().select(studio.panel);
  studio.hand.key(Qt::Key_Tab, Qt::ControlModifier);
  QVERIFY(studio.host.selection().contains(Thing(RegionRef{studio.panel, 0})));
  studio.hand.key(Qt::Key_Tab, Qt::ControlModifier);
  QVERIFY(studio.host.selection().contains(Thing(RegionRef{studio.panel, 1})));
  studio.host.settings.boxes = false;
  studio.hand.key(Qt::Key_Tab, Qt::ControlModifier);
  QVERIFY(studio.host.selection().contains(Thing(studio.panel)));
}

void RegionToolTest::a_cell_that_is_deleted_leaves_its_place_to_its_neighbour() {
  Studio studio;
  studio.divide(manga::DivideInto::columns);
  const std::vector<Thing> first = {RegionRef{studio.panel, 0}};
  removeThings(studio.document, first);
  QCOMPARE(studio.regions().size(), 1u);
  QCOMPARE(manga::region_boxes(studio.now())[0], (UnitBox{0, 0, 1, 1}));
}

void RegionToolTest::locked_regions_stay() {
  Studio studio;
  studio.divide(manga::DivideInto::columns);
  const std::vector<Thing> both = {RegionRef{studio.panel, 0}, RegionRef{studio.panel, 1}};
  setLocked(studio.document, both, true);
  const manga::Panel before = studio.now();
  studio.host.selection().select(RegionRef{studio.panel, 0});
  studio.hand.key(Qt::Key_Right, Qt::AltModifier);
  removeThings(studio.document, both);
  QVERIFY(studio.now() == before);
}

void RegionToolTest::copies_of_cells_are_free() {
  Studio studio;
  studio.divide(manga::DivideInto::columns);
  setRegionPrompt(studio.document, {studio.panel, 1}, QStringLiteral("trees"));
  const std::vector<Thing> second = {RegionRef{studio.panel, 1}};
  const auto copies = duplicateThings(studio.document, second);
  QCOMPARE(studio.regions().size(), 3u);
  QCOMPARE(studio.now().division.split, std::string());
  QCOMPARE(studio.regions()[2].prompt, std::string("trees"));
  QVERIFY(copies == std::vector<Thing>(1, RegionRef{studio.panel, 2}));
}

void RegionToolTest::on_the_page_the_mouse_draws_and_r_chooses_the_tool() {
  test::CanvasWindow window;
  ToolBox tools(window.view);
  window.view.installEventFilter(&tools);
  connect(&tools, &ToolBox::activeChanged, &window.view, [&] { window.view.setTool(tools.active()); });
  window.selection.setPage(window.page().id);
  window.view.setFocus();
  QTest::keyClick(&window.view, Qt::Key_R);
  QCOMPARE(tools.activeId(), QString("region"));

  const QRectF frame = boundsOf(window.panel(1));
  const QPoint from = window.pixel(frame.topLeft() + QPointF(8, 8)), to = window.pixel(frame.center());
  QTest::mousePress(&window.view, Qt::LeftButton, {}, from);
  for (const QPointF place : {QPointF(from + to) / 2, QPointF(to)}) {
    // QTest's own moves carry no buttons.
    QMouseEvent move(QEvent::MouseMove, place, window.view.mapToGlobal(place), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(&window.view, &move);
  }
  QTest::mouseRelease(&window.view, Qt::LeftButton, {}, to);

  QCOMPARE(window.panel(1).regions.size(), 1u);
  QVERIFY(window.selection.contains(Thing(RegionRef{window.panel(1).id, 0})));
}

void RegionToolTest::a_panel_is_hit_before_its_regions() {
  Studio studio;
  studio.divide(manga::DivideInto::columns);
  const auto under = thingsUnder(studio.document.project().pages[0], {40, 80}, 0, true);
  QVERIFY((under == std::vector<Thing>{studio.panel, RegionRef{studio.panel, 0}}));
}

QTEST_MAIN(RegionToolTest)
#include "region_tool_test.moc"
