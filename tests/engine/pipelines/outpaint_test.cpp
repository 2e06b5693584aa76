// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/outpaint.h"

#include <QtTest>

#include "engine/base/error.h"
#include "engine/pipelines/repaint_plan.h"
#include "tests/support/repaint_pictures.h"

using koma::Error;
using koma::Image;
using namespace koma::pipelines;
using namespace koma::test;

class OutpaintTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_grown_picture_keeps_the_old_one_and_replicates_its_edges() {
    const Image old = panel_picture(400, 300);
    const GrownPicture grown = grow_picture(old, {100, 0, 400, 300}, 600, 380);
    QCOMPARE(grown.picture.width(), 600);
    QCOMPARE(grown.mask.height(), 380);
    for (int y = 0; y < 380; ++y) {
      for (int x = 0; x < 600; ++x) {
        const int u = std::clamp(x - 100, 0, 399), v = std::min(y, 299);
        QCOMPARE(int(grown.picture.row(y)[x]), int(old.row(v)[u]));
        const bool is_new = x < 100 || x >= 500 || y >= 300;
        if (is_new) QCOMPARE(int(grown.mask.row(y)[x]), 255);
      }
    }
    leave(grown.picture, "outpaint_picture");
    leave(grown.mask, "outpaint_mask");
  }

  void the_overlap_is_a_ramp_into_the_old_picture() {
    const GrownPicture small = grow_picture(panel_picture(400, 300), {40, 0, 400, 300}, 440, 300);
    const std::uint8_t* row = small.mask.row(150);
    for (int x = 40; x < 48; ++x) {
      QVERIFY(row[x] < 255 && row[x] > 0);
      QVERIFY(row[x] < row[x - 1]);
    }
    for (int x = 48; x < 440; ++x) QCOMPARE(int(row[x]), 0);
    const GrownPicture large = grow_picture(panel_picture(400, 300), {0, 0, 400, 300}, 800, 300);
    QVERIFY(large.mask.row(150)[384] > 0);
    QCOMPARE(int(large.mask.row(150)[383]), 0);
  }

  void a_large_growth_goes_one_side_at_a_time_data() {
    QTest::addColumn<QRect>("old");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("passes");
    QTest::newRow("nothing grew") << QRect(0, 0, 100, 100) << QSize(100, 100) << 1;
    QTest::newRow("a half on one side") << QRect(0, 0, 100, 100) << QSize(150, 100) << 1;
    QTest::newRow("a half all around") << QRect(50, 50, 100, 100) << QSize(200, 200) << 1;
    QTest::newRow("more on one side") << QRect(0, 0, 100, 100) << QSize(180, 100) << 1;
    QTest::newRow("more on one side, a little on another") << QRect(10, 0, 100, 100) << QSize(190, 100) << 2;
    QTest::newRow("more all around") << QRect(60, 60, 100, 100) << QSize(220, 220) << 4;
    QTest::newRow("the old one leaves the frame") << QRect(-40, 0, 100, 100) << QSize(100, 100) << 1;
  }
  void a_large_growth_goes_one_side_at_a_time() {
    QFETCH(QRect, old);
    QFETCH(QSize, size);
    QFETCH(int, passes);
    const PixelRect place{old.x(), old.y(), old.width(), old.height()};
    const std::vector<PixelRect> frames = growth_passes(place, size.width(), size.height());
    QCOMPARE(int(frames.size()), passes);
    QCOMPARE(frames.back(), (PixelRect{0, 0, size.width(), size.height()}));
    PixelRect before = intersected(place, frames.back());
    for (const PixelRect& frame : frames) {
      QVERIFY(frame.contains(before));
      const int sides = (frame.left < before.left) + (frame.top < before.top) + (frame.right() > before.right()) +
                        (frame.bottom() > before.bottom());
      if (passes > 1) QCOMPARE(sides, 1);
      before = frame;
    }
    QVERIFY_THROWS_EXCEPTION(Error, (void)growth_passes({500, 0, 10, 10}, 100, 100));
  }

  void a_growth_is_planned_like_a_repaint() {
    const GrownPicture grown = grow_picture(panel_picture(600, 800), {0, 0, 600, 800}, 780, 800);
    RepaintOptions options;
    options.grid = {1024 * 1024, 64};
    options.mask_is_ready = true;
    options.prefill = Prefill::edges;
    const RepaintPlan plan = plan_repaint(grown.picture, grown.mask, options);
    // Everything new is drawn and pasted whole; the old picture beyond the overlap stays.
    for (int y = 0; y < plan.crop.height; ++y) {
      for (int x = 0; x < plan.crop.width; ++x) {
        const int u = x + plan.crop.left, mask = grown.mask.row(y + plan.crop.top)[u];
        if (u >= 600) QCOMPARE(int(plan.composite.row(y)[x]), 255);
        if (mask == 0) QCOMPARE(int(plan.composite.row(y)[x]), 0);
      }
    }
    leave(plan.picture, "outpaint_plan_picture");
    leave(plan.denoise, "outpaint_plan_denoise");
    leave(plan.composite, "outpaint_plan_composite");
  }

  void a_place_of_another_size_is_refused() {
    QVERIFY_THROWS_EXCEPTION(Error, (void)grow_picture(panel_picture(40, 30), {0, 0, 41, 30}, 60, 60));
  }
};

QTEST_GUILESS_MAIN(OutpaintTest)
#include "outpaint_test.moc"
