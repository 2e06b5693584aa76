// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/repaint_masks.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>

#include "engine/base/error.h"
#include "engine/pipelines/word_mask.h"
#include "tests/support/repaint_pictures.h"

using koma::Image;
using namespace koma::pipelines;
using namespace koma::test;

namespace {

constexpr int side = 240;

Image shape(const QString& name) {
  const auto inside = [&](const std::function<bool(int, int)>& holds) {
    return painted(side, side, [&](int x, int y) { return holds(x, y) ? 255 : 0; });
  };
  if (name == "pixel") return inside([](int x, int y) { return x == 120 && y == 120; });
  if (name == "line") return inside([](int x, int y) { return y == 100 && x > 60 && x < 180; });
  if (name == "diagonal") return inside([](int x, int y) { return x == y && x > 70 && x < 170; });
  if (name == "square") return inside([](int x, int y) { return x >= 80 && x < 160 && y >= 90 && y < 150; });
  if (name == "disc") return inside([](int x, int y) { return std::hypot(x - 120, y - 120) < 40; });
  if (name == "ring") return inside([](int x, int y) { return std::abs(std::hypot(x - 120, y - 120) - 60) < 4; });
  if (name == "border") return inside([](int x, int) { return x < 30; });
  if (name == "corner") return inside([](int x, int y) { return x + y < 60; });
  return inside([](int x, int y) { return (x / 20 + y / 20) % 4 == 0; });
}

}  // namespace

class RepaintMasksTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void both_masks_are_opaque_inside_the_selection_data() {
    QTest::addColumn<double>("feather");
    for (const char* name : {"pixel", "line", "diagonal", "square", "disc", "ring", "border", "corner", "checks"}) {
      for (const double feather : {0.0, 1.0, 7.0, 21.0, 32.0, 128.0}) {
        QTest::addRow("%s, feather %g", name, feather) << feather;
      }
    }
  }
  void both_masks_are_opaque_inside_the_selection() {
    QFETCH(double, feather);
    const Image selection = shape(QString(QTest::currentDataTag()).section(',', 0, 0));
    const MaskReach reach{4, feather, std::min(25.0, 4 + feather)};
    const Image denoise = denoise_mask(selection, reach), composite = composite_mask(denoise, reach.blend);
    for (std::size_t i = 0; i < selection.pixels().size(); ++i) {
      if (selection.pixels()[i] == 255) {
        QCOMPARE(int(denoise.pixels()[i]), 255);
        QCOMPARE(int(composite.pixels()[i]), 255);
      }
      // What was not repainted is never pasted.
      if (denoise.pixels()[i] == 0) QCOMPARE(int(composite.pixels()[i]), 0);
    }
  }

  void the_denoise_mask_is_the_selection_dilated_and_blurred_linearly() {
    // Given a straight edge at x = 100, f = 32: g = 20. Dilated to 120 and blurred over ±16, it is 1 until 104 and
    // falls linearly to 0 at 136.
    const Image selection = rect_mask(side, side, {0, 0, 101, side});
    const Image mask = denoise_mask(selection, {4, 32, 25});
    for (int x = 0; x < side; ++x) {
      const double wanted = 255 * std::clamp((136.0 - x) / 32, 0.0, 1.0);
      QVERIFY2(std::abs(mask.row(120)[x] - wanted) <= 1.5,
               qPrintable(QString("at %1: %2").arg(x).arg(mask.row(120)[x])));
    }
  }

  void a_soft_selection_keeps_its_values_and_grows_in_tenths() {
    const Image soft = painted(side, side, [](int x, int) { return x < 60 ? 255 : x < 120 ? 128 : x < 180 ? 20 : 0; });
    const Image mask = denoise_mask(soft, {4, 16, 20});
    QCOMPARE(int(mask.row(50)[30]), 255);
    QCOMPARE(int(mask.row(50)[110]), 128);
    QVERIFY(mask.row(50)[62] == 255);                               // the strong part's plateau
    QVERIFY(mask.row(50)[122] >= 120 && mask.row(50)[122] <= 128);  // the weak part's plateau
    QCOMPARE(int(mask.row(50)[170]), 0);                            // fainter than a tenth is no selection
  }

  void without_a_feather_both_masks_are_hard() {
    const MaskReach reach = mask_reach({100, 1, 0, 1, 1000});
    QCOMPARE(reach.blend, 0.0);
    const Image denoise = denoise_mask(shape("disc"), reach);
    for (const std::uint8_t value : denoise.pixels()) QVERIFY(value == 0 || value == 255);
    QCOMPARE(composite_mask(denoise, reach.blend), denoise);
  }

  void the_reach_follows_the_recipe_data() {
    QTest::addColumn<double>("diagonal");
    QTest::addColumn<double>("strength");
    QTest::addColumn<double>("unit");
    QTest::addColumn<int>("shorter");
    QTest::addColumn<double>("feather");
    QTest::addColumn<double>("blend");
    QTest::newRow("a small selection takes 32") << 50.0 << 1.0 << 1.0 << 1000 << 32.0 << 25.0;
    QTest::newRow("a tenth of the diagonal") << 600.0 << 1.0 << 1.0 << 1000 << 60.0 << 25.0;
    QTest::newRow("less strength, less feather") << 600.0 << 0.5 << 1.0 << 1000 << 30.0 << 25.0;
    QTest::newRow("never more than 128") << 3000.0 << 1.0 << 1.0 << 1000 << 128.0 << 25.0;
    QTest::newRow("a small feather, a small blend") << 50.0 << 0.25 << 1.0 << 1000 << 8.0 << 12.0;
    QTest::newRow("a picture finer than the drawing") << 50.0 << 1.0 << 2.0 << 2000 << 64.0 << 50.0;
    QTest::newRow("a thumbnail") << 50.0 << 1.0 << 1.0 << 192 << 12.0 << 16.0;
  }
  void the_reach_follows_the_recipe() {
    QFETCH(double, diagonal);
    QFETCH(double, strength);
    QFETCH(double, unit);
    QFETCH(int, shorter);
    QFETCH(double, feather);
    QFETCH(double, blend);
    const MaskReach reach = mask_reach({diagonal, strength, {}, unit, shorter});
    QCOMPARE(reach.feather, feather);
    QCOMPARE(reach.blend, blend);
    QCOMPARE(reach.plateau, 4 * unit);
  }

  void words_are_masked_where_coarse_and_fine_maps_see_them() {
    // A latent of 16 × 24 cells; the words are seen in its left upper quarter, on two levels and with some noise.
    const auto map = [](std::int64_t rows, std::int64_t columns, double noise) {
      at::Tensor cells = at::full({rows, columns}, 0.4);
      cells.slice(0, 0, rows / 2).slice(1, 0, columns / 2).fill_(2.8);
      const at::Tensor dither = at::arange(rows * columns).remainder(3).view({rows, columns}) * noise;
      return (cells + dither).flatten().to(at::kFloat);
    };
    PanelSize size;
    size.latent = {16, 24};
    const WordMask seen =
        word_mask({{16 * 24, map(16, 24, 0.1)}, {8 * 12, map(8, 12, 0.2)}, {4 * 6, map(4, 6, 9)}}, size, 240, 160);
    QCOMPARE(int(seen.mask.row(40)[60]), 255);
    QCOMPARE(int(seen.mask.row(40)[180]), 0);
    QCOMPARE(int(seen.mask.row(120)[60]), 0);
    int white = 0;
    for (const std::uint8_t value : seen.mask.pixels()) white += value == 255;
    QVERIFY(std::abs(white - 120 * 80) < 120 * 80 / 10);
    QVERIFY(seen.contrast > 3);
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)word_mask({{24, map(4, 6, 0)}}, size, 240, 160));
  }

  void the_masks_of_a_disc_for_eyes() {
    const Image denoise = denoise_mask(shape("disc"), {4, 32, 25});
    leave(denoise, "repaint_denoise_mask");
    leave(composite_mask(denoise, 25), "repaint_composite_mask");
    QVERIFY(denoise.row(120)[196] == 0 && denoise.row(120)[190] > 0);
  }
};

QTEST_GUILESS_MAIN(RepaintMasksTest)
#include "repaint_masks_test.moc"
