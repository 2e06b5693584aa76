// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "ui/canvas/snap.h"
#include "ui/document/qt_values.h"

using namespace koma;
using namespace koma::ui;

namespace {

/// B5 with one panel in the upper left of the inner frame (16, 18.5, 150 × 220).
manga::Page pageWithPanel() {
  manga::Page page;
  page.id = {1};
  page.panels.emplace_back().id = {2};
  page.panels.back().frame = manga::polygon_of({16, 18.5, 60, 80});
  return page;
}

}  // namespace

class SnapTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_panel_snaps_to_its_neighbour_at_gutter_distance_and_says_how_far();
  void rows_are_further_apart_than_columns();
  void every_frame_of_the_page_attracts_data();
  void every_frame_of_the_page_attracts();
  void the_nearer_target_wins_and_the_earlier_of_equals();
  void only_dragged_edges_snap();
  void what_moves_does_not_attract_itself();
  void equal_spaces_attract_between_two_panels();
  void nothing_within_the_radius_moves_nothing();
};

void SnapTest::a_panel_snaps_to_its_neighbour_at_gutter_distance_and_says_how_far() {
  const Snapper snapper(pageWithPanel(), {}, {.row = 5.5, .column = 2.5}, 2);
  const Snapped snapped = snapper.move({77.5, 40, 30, 30});
  QCOMPARE(snapped.by, QPointF(1, 0));  // 76 + 2.5
  const auto measure = std::ranges::find_if(snapped.guides, [](const auto& guide) { return bool(guide.distance); });
  QVERIFY(measure != snapped.guides.end());
  QCOMPARE(*measure->distance, 2.5);
}

void SnapTest::rows_are_further_apart_than_columns() {
  const Snapper snapper(pageWithPanel(), {}, {.row = 5.5, .column = 2.5}, 2);
  QCOMPARE(snapper.move({40, 103, 30, 30}).by, QPointF(0, 1));  // 98.5 + 5.5
}

void SnapTest::every_frame_of_the_page_attracts_data() {
  QTest::addColumn<QRectF>("rect");
  QTest::addColumn<QPointF>("by");
  QTest::newRow("inner frame") << QRectF(15, 120, 20, 30) << QPointF(1, 0);
  QTest::newRow("safe line") << QRectF(120, 221.5, 20, 30) << QPointF(0, 0.5);
  QTest::newRow("trim") << QRectF(-0.5, 120, 7, 30) << QPointF(0.5, 0);
  QTest::newRow("bleed") << QRectF(-2.5, 120, 50, 30) << QPointF(-0.5, 0);
  QTest::newRow("page centre") << QRectF(80.5, 120, 20, 33) << QPointF(0.5, 0);
}

void SnapTest::every_frame_of_the_page_attracts() {
  QFETCH(QRectF, rect);
  QFETCH(QPointF, by);
  manga::Page page = pageWithPanel();
  page.panels.clear();
  QCOMPARE(Snapper(page, {}, {}, 1).move(rect).by, by);
}

void SnapTest::the_nearer_target_wins_and_the_earlier_of_equals() {
  manga::Page page = pageWithPanel();
  page.paper.safe_margin = 14;  // 2 mm outside the inner frame
  const Snapper snapper(page, {}, {}, 4);
  QCOMPARE(snapper.edges({14.5, 120, 40, 30}, Qt::LeftEdge).by, QPointF(-0.5, 0));
  QCOMPARE(snapper.edges({15, 120, 40, 30}, Qt::LeftEdge).by, QPointF(1, 0));
}

void SnapTest::only_dragged_edges_snap() {
  const Snapper snapper(pageWithPanel(), {}, {}, 2);
  QCOMPARE(snapper.edges({77.5, 40, 30, 30}, Qt::RightEdge).by, QPointF());
  QCOMPARE(snapper.edges({77.5, 40, 30, 30}, Qt::LeftEdge).by, QPointF(1, 0));
}

void SnapTest::what_moves_does_not_attract_itself() {
  const Snapper snapper(pageWithPanel(), {manga::PanelId{2}}, {}, 2);
  QCOMPARE(snapper.move({77.5, 40, 35, 30}).by, QPointF());
}

void SnapTest::equal_spaces_attract_between_two_panels() {
  manga::Page page = pageWithPanel();
  page.panels.emplace_back().id = {3};
  page.panels.back().frame = manga::polygon_of({136, 18.5, 30, 80});
  // 60 mm between the two: a panel of 20 mm has 20 mm on either side.
  QCOMPARE(Snapper(page, {}, {}, 1.5).move({97, 40, 20, 30}).by, QPointF(-1, 0));
}

void SnapTest::nothing_within_the_radius_moves_nothing() {
  const Snapped snapped = Snapper(pageWithPanel(), {}, {}, 1).move({100, 130, 21, 33});
  QCOMPARE(snapped.by, QPointF());
  QVERIFY(snapped.guides.empty());
}

QTEST_GUILESS_MAIN(SnapTest)
#include "snap_test.moc"
