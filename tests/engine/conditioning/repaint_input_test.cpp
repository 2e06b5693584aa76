// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/repaint_input.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>
#include <vector>

#include "engine/base/error.h"
#include "tests/support/repaint_pictures.h"

using koma::Image;
using namespace koma::conditioning;
using namespace koma::test;

class RepaintInputTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_single_pixel_touches_exactly_one_latent_cell() {
    const Image picture = coloured(panel_picture(64, 48));
    for (const auto& [x, y] : {std::pair{0, 0}, {7, 7}, {8, 0}, {35, 26}, {63, 47}}) {
      const InpaintInput input = inpaint_input(picture, rect_mask(64, 48, {x, y, 1, 1}), 8);
      QCOMPARE(input.mask.sizes().vec(), (std::vector<std::int64_t>{1, 1, 6, 8}));
      QCOMPARE(input.mask.sum().item<float>(), 1.0f);
      QCOMPARE(input.mask[0][0][y / 8][x / 8].item<float>(), 1.0f);
      // diffusers looks only at a cell's first pixel.
      const InpaintInput upstream = inpaint_input(picture, rect_mask(64, 48, {x, y, 1, 1}), 8, true);
      QCOMPARE(upstream.mask.sum().item<float>(), x % 8 == 0 && y % 8 == 0 ? 1.0f : 0.0f);
    }
  }

  void the_hole_is_mid_grey_in_what_an_inpainting_model_is_shown() {
    const Image picture = coloured(panel_picture(64, 48));
    const Image mask = painted(64, 48, [](int x, int) { return x < 16 ? 127 : x < 32 ? 128 : 255; });
    const InpaintInput input = inpaint_input(picture, mask, 8);
    QCOMPARE(input.picture.sizes().vec(), (std::vector<std::int64_t>{1, 3, 48, 64}));
    QVERIFY(input.picture.slice(3, 16).eq(0).all().item<bool>());
    const double red = picture.row(10)[3 * 5] / 127.5 - 1;
    QVERIFY(std::abs(input.picture[0][0][10][5].item<double>() - red) < 1e-6);
    QCOMPARE(input.mask.sum().item<float>(), 6 * 6.0f);
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)inpaint_input(panel_picture(60, 48), rect_mask(60, 48, {}), 8));
  }
};

QTEST_GUILESS_MAIN(RepaintInputTest)
#include "repaint_input_test.moc"
