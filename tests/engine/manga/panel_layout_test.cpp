// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "engine/base/error.h"
#include "engine/manga/panel_layout.h"

using namespace koma;
using namespace koma::manga;

class PanelLayoutTest : public QObject {
  Q_OBJECT

  static Panel panel_at(const Rect& rect) {
    Panel panel;
    panel.frame = polygon_of(rect);
    return panel;
  }

 private slots:
  void aLevelCutLeavesTheGutterAndNothingElse() {
    const Polygon frame = polygon_of({10, 20, 100, 80});

    const Cut cut = cut_frame(frame, {0, 60}, {200, 60}, 5);

    QCOMPARE(bounds_of(cut.first).bottom(), 57.5);
    QCOMPARE(bounds_of(cut.second).top, 62.5);
    QVERIFY(std::abs(area_of(frame) - area_of(cut.first) - area_of(cut.second) - 5 * 100) < 1e-6);
  }

  void anUprightCutPutsTheLeftPartFirstWhicheverWayItIsDrawn() {
    const Polygon frame = polygon_of({10, 20, 100, 80});
    const Cut down = cut_frame(frame, {60, 0}, {60, 200}, 2);
    const Cut up = cut_frame(frame, {60, 200}, {60, 0}, 2);

    QCOMPARE(bounds_of(down.first).right(), 59.0);
    QVERIFY(down.first == up.first && down.second == up.second);
  }

  void aSlantedCutKeepsTheGutterPerpendicular() {
    const Polygon frame = polygon_of({0, 0, 100, 100});
    const Point from{0, 30}, to{100, 70};

    const Cut cut = cut_frame(frame, from, to, 6);

    const double length = std::hypot(100, 40);
    const auto distance = [&](const Point& p) {
      return std::abs((p.x - from.x) * -40 + (p.y - from.y) * 100) / length;
    };
    double nearest = 1e9;
    for (const auto& point : cut.first) nearest = std::min(nearest, distance(point));
    for (const auto& point : cut.second) nearest = std::min(nearest, distance(point));
    QVERIFY(std::abs(nearest - 3) < 1e-9);
    QVERIFY(std::abs(area_of(frame) - area_of(cut.first) - area_of(cut.second) - 6 * length) < 1.0);
  }

  void cutsThatMissOrLeaveSliversAreRefused() {
    const Polygon frame = polygon_of({10, 20, 100, 80});
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(cut_frame(frame, {0, 10}, {200, 10}, 5)), Error);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(cut_frame(frame, {0, 24}, {200, 24}, 5)), Error);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(cut_frame(frame, {5, 5}, {5, 5}, 5)), Error);
  }

  void mergingUndoesACut() {
    const Polygon frame = polygon_of({10, 20, 100, 80});
    const Cut cut = cut_frame(frame, {0, 60}, {200, 60}, 5);

    const Polygon merged = merge_frames(cut.first, cut.second, {});

    QCOMPARE(bounds_of(merged), bounds_of(frame));
    QVERIFY(std::abs(area_of(merged) - area_of(frame)) < 1e-6);
  }

  void strangersAreNotMerged() {
    const Polygon a = polygon_of({0, 0, 50, 50});
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(merge_frames(a, polygon_of({80, 0, 50, 50}), {})), Error);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(merge_frames(a, polygon_of({53, 48, 50, 150}), {})), Error);
  }

  void templatesFillTheirAreaWithExactGutters() {
    const Rect area{16, 18.5, 150, 220};
    for (const auto& one : page_templates()) {
      const auto frames = frames_of(one.id, area, {5.5, 2.5}, ReadingDirection::right_to_left);
      double used = 0, rows = double(one.rows.size()), free = 0;
      for (const auto& frame : frames) used += area_of(frame);
      free = area.width * 5.5 * (rows - 1);
      std::size_t i = 0;
      for (const auto& row : one.rows) {
        free += 2.5 * double(row.widths.size() - 1) * bounds_of(frames[i]).height;
        i += row.widths.size();
      }
      QVERIFY(std::abs(used + free - area.width * area.height) < 1e-6);
    }
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(frames_of("spiral", area, {}, ReadingDirection::right_to_left)), Error);
  }

  void framesOfATemplateAreInReadingOrder() {
    std::vector<Panel> panels;
    for (const auto& frame : frames_of("classic-6", {0, 0, 150, 220}, {}, ReadingDirection::right_to_left)) {
      panels.emplace_back().frame = frame;
    }

    const auto order = reading_order(panels, ReadingDirection::right_to_left);

    QCOMPARE(order, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5}));
    QVERIFY(bounds_of(panels[0].frame).left > bounds_of(panels[1].frame).left);
  }

  void aTallPanelIsReadBesideTheStackNextToIt() {
    // 右 tall panel on the right, two stacked on the left: tall, upper left, lower left.
    const std::vector<Panel> panels = {panel_at({0, 55, 70, 45}), panel_at({0, 0, 70, 50}), panel_at({75, 0, 60, 100})};

    QCOMPARE(reading_order(panels, ReadingDirection::right_to_left), (std::vector<std::size_t>{2, 1, 0}));
    QCOMPARE(reading_order(panels, ReadingDirection::left_to_right).front(), std::size_t(1));
  }

  void equalDivisionCoversTheArea() {
    const auto frames = divide({0, 0, 100, 100}, 3, 2, {5, 2});
    QCOMPARE(frames.size(), std::size_t(6));
    QCOMPARE(bounds_of(frames[5]).right(), 100.0);
    QCOMPARE(bounds_of(frames[5]).bottom(), 100.0);
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(divide({0, 0, 100, 100}, 20, 2, {5, 2})), Error);
  }

  void pointsOnTheEdgeBelongToAPolygon() {
    const Polygon frame = polygon_of({0, 0, 10, 10});
    QVERIFY(contains(frame, {0, 5}) && contains(frame, {5, 5}) && contains(frame, {10, 10}));
    QVERIFY(!contains(frame, {10.01, 5}) && !contains(frame, {-1, -1}));
  }
};

QTEST_APPLESS_MAIN(PanelLayoutTest)
#include "panel_layout_test.moc"
