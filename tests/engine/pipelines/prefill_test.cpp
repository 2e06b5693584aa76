// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/prefill.h"

#include <QtTest>
#include <cmath>

#include "engine/base/error.h"
#include "tests/support/repaint_pictures.h"

using koma::Image;
using namespace koma::pipelines;
using namespace koma::test;

namespace {

Image disc_hole(int width, int height, double radius) {
  return painted(width, height,
                 [=](int x, int y) { return std::hypot(x - width * 0.62, y - height * 0.55) < radius ? 255 : 0; });
}

}  // namespace

class PrefillTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void kept_pixels_are_not_touched_data() {
    QTest::addColumn<int>("fill");
    QTest::newRow("none") << int(Prefill::none);
    QTest::newRow("edges") << int(Prefill::edges);
    QTest::newRow("neighbours") << int(Prefill::neighbours);
    QTest::newRow("noise") << int(Prefill::noise);
  }
  void kept_pixels_are_not_touched() {
    QFETCH(int, fill);
    const Image grey = panel_picture(320, 400), hole = disc_hole(320, 400, 80);
    for (const Image& picture : {grey, coloured(grey)}) {
      const Image filled = prefilled(picture, hole, Prefill(fill));
      for (std::size_t i = 0; i < filled.pixels().size(); ++i) {
        const bool open = hole.pixels()[i / std::size_t(picture.channels())] == 255;
        if (!open) QCOMPARE(filled.pixels()[i], picture.pixels()[i]);
      }
      QCOMPARE(filled == picture, Prefill(fill) == Prefill::none);
      leave(filled, std::string("prefill_") + QTest::currentDataTag() + (picture.channels() == 3 ? "_rgb" : ""));
    }
  }

  void neighbours_make_a_membrane() {
    // Given a plane of grey, the membrane is the plane itself, whatever lay in the hole.
    const Image plane = painted(300, 200, [](int x, int y) { return 20 + x / 2 + y / 4; });
    const Image hole = disc_hole(300, 200, 60);
    const Image spoilt =
        painted(300, 200, [&](int x, int y) { return hole.row(y)[x] ? 255 - plane.row(y)[x] : plane.row(y)[x]; });
    const Image filled = prefilled(spoilt, hole, Prefill::neighbours);
    int worst = 0;
    for (int y = 0; y < 200; ++y) {
      for (int x = 0; x < 300; ++x) {
        // The outermost 9 pixels are a blend with what was there.
        if (std::hypot(x - 186, y - 110) < 50) worst = std::max(worst, std::abs(filled.row(y)[x] - plane.row(y)[x]));
      }
    }
    QVERIFY2(worst <= 6, qPrintable(QString("off by %1").arg(worst)));
  }

  void edges_take_the_nearest_kept_value() {
    // Given a left part to keep, with a value of its own in each row.
    const Image rows = painted(90, 60, [](int x, int y) { return x < 30 ? 4 * y : 111; });
    const Image filled = prefilled(rows, rect_mask(90, 60, {30, 0, 60, 60}), Prefill::edges);
    for (int y = 0; y < 60; ++y) {
      for (int x = 39; x < 90; ++x) QCOMPARE(int(filled.row(y)[x]), 4 * y);
    }
  }

  void noise_depends_on_its_seed_and_has_no_colour() {
    const Image picture = koma::to_rgb(painted(200, 200, [](int, int) { return 128; }));
    const Image hole = disc_hole(200, 200, 60);
    const Image one = prefilled(picture, hole, Prefill::noise, 1);
    QCOMPARE(prefilled(picture, hole, Prefill::noise, 1), one);
    QVERIFY(prefilled(picture, hole, Prefill::noise, 2) != one);
    for (std::size_t i = 0; i < one.pixels().size(); i += 3) QCOMPARE(one.pixels()[i], one.pixels()[i + 2]);
  }

  void a_picture_that_is_all_hole_or_has_none_stays() {
    const Image picture = panel_picture(64, 48);
    for (const Prefill fill : {Prefill::edges, Prefill::neighbours, Prefill::noise}) {
      QCOMPARE(prefilled(picture, full_mask_of(picture), fill), picture);
      QCOMPARE(prefilled(picture, rect_mask(64, 48, {}), fill), picture);
      // One kept pixel is enough to go by.
      const Image lonely = painted(64, 48, [](int x, int y) { return x == 3 && y == 3 ? 0 : 255; });
      QVERIFY_THROWS_NO_EXCEPTION((void)prefilled(picture, lonely, fill));
    }
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)prefilled(picture, rect_mask(9, 9, {}), Prefill::edges));
  }
};

QTEST_GUILESS_MAIN(PrefillTest)
#include "prefill_test.moc"
