// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/head_crop.h"

#include <ATen/ATen.h>

#include <QTest>

#include "engine/base/error.h"
#include "engine/eval/judge.h"
#include "engine/training/picture_tensors.h"

using namespace koma;
using namespace koma::eval;

namespace {

Image picture(int width, int height, const std::function<int(int, int)>& grey) {
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) pixels.push_back(std::uint8_t(grey(x, y)));
  return Image(width, height, 1, std::move(pixels));
}

double value(const at::Tensor& crop, int x, int y) {
  return crop[0][y][x].item<double>();
}

}  // namespace

class HeadCropTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_crop_is_the_square_of_3_8_radii_around_head_and_shoulders() {
    // The square around (100, 100 + 0.35 · 20) with a side of 76: x from 62 to 137, y from 69 to 144.
    const Image panel =
        picture(200, 220, [](int x, int y) { return x >= 62 && x < 138 && y >= 69 && y < 145 ? 0 : 255; });
    const at::Tensor crop = head_crop(panel, {100, 100, 20});
    QVERIFY(crop.sizes() == at::IntArrayRef({1, judge_crop, judge_crop}));
    QCOMPARE(crop.max().item<double>(), -1.0);
    QVERIFY(head_crop(panel, {101.5f, 100, 20}).max().item<double>() > 0.2);
    QVERIFY(head_crop(panel, {100, 98, 20}).max().item<double>() > 0.2);
    QVERIFY(head_crop(panel, {100, 100, 21}).max().item<double>() > 0.2);
  }

  void small_heads_are_enlarged_and_large_ones_averaged() {
    const Image halves = picture(256, 256, [](int x, int) { return x < 128 ? 0 : 255; });
    for (const float radius : {6.0f, 60.0f}) {
      const at::Tensor crop = head_crop(halves, {128, 128, radius});
      QCOMPARE(value(crop, 0, 32), -1.0);
      QCOMPARE(value(crop, 63, 32), 1.0);
      QVERIFY(std::abs(crop.mean().item<double>()) < 0.05);
    }
  }

  void the_edge_repeats_beyond_the_panel() {
    const Image panel = picture(100, 100, [](int x, int) { return x == 0 ? 255 : 0; });
    const at::Tensor crop = head_crop(panel, {0, 50, 16});
    QCOMPARE(value(crop, 0, 30), 1.0);
    QCOMPARE(value(crop, 20, 30), 1.0);
    QCOMPARE(value(crop, 50, 30), -1.0);
  }

  void a_head_outside_the_panel_is_refused() {
    const Image panel = picture(64, 64, [](int, int) { return 0; });
    QVERIFY_THROWS_EXCEPTION(Error, (void)head_crop(panel, {500, 30, 10}));
  }

  void grey_becomes_minus_one_to_one() {
    const at::Tensor pixels = koma::training::unit_tensor(picture(2, 1, [](int x, int) { return x == 0 ? 0 : 255; }));
    QVERIFY(at::equal(pixels, at::tensor({-1.0f, 1.0f}).view({1, 1, 2})));
  }

  void a_coarse_mask_has_a_cell_per_eight_pixels_where_half_of_them_count() {
    // Cell 0 full, cell 1 just half, cell 2 less than half, cell 3 empty.
    const Image mask = picture(32, 16, [](int x, int y) {
      const int cell = x / 8, column = x % 8;
      return cell == 0 || (cell == 1 && column < 4) || (cell == 2 && column < 4 && y != 3 && y != 11) ? 255 : 0;
    });
    const at::Tensor cells = coarse_mask(mask, 128);
    QVERIFY(at::equal(cells, at::tensor({1.0f, 1.0f, 0.0f, 0.0f}).expand({1, 2, 4})));
  }

  void a_mask_of_indices_counts_everybody_alike() {
    const auto third_of_each_cell = [](int index) {
      return picture(16, 8, [index](int x, int) { return x % 8 < 3 ? index : 0; });
    };
    QCOMPARE(coarse_mask(third_of_each_cell(1), 1).sum().item<double>(), 0.0);
    QCOMPARE(coarse_mask(third_of_each_cell(2), 1).sum().item<double>(), 0.0);
    QCOMPARE(coarse_mask(picture(16, 8, [](int x, int) { return x / 8 + 1; }), 1).sum().item<double>(), 2.0);
  }
};

QTEST_APPLESS_MAIN(HeadCropTest)
#include "head_crop_test.moc"
