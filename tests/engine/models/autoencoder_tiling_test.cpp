// SPDX-License-Identifier: Apache-2.0
#include "engine/models/autoencoder_tiling.h"

#include <ATen/ATen.h>

#include <QtTest>

using namespace koma::models;

namespace {

constexpr std::int64_t factor = 8;
constexpr Tiling small{.tile = 8, .overlap = 4};

/// Decodes every cell by itself, so that tiles can change nothing.
at::Tensor enlarged(const at::Tensor& latent) {
  return at::upsample_nearest2d(latent.slice(1, 0, 3), {latent.size(2) * factor, latent.size(3) * factor});
}

}  // namespace

class AutoencoderTilingTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void tiles_of_a_local_decoder_make_the_whole_picture_data() {
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::newRow("several tiles both ways") << 21 << 13;
    QTest::newRow("one row of tiles") << 6 << 30;
    QTest::newRow("a last tile that overlaps almost wholly") << 9 << 8;
    QTest::newRow("exact multiples") << 12 << 16;
  }
  void tiles_of_a_local_decoder_make_the_whole_picture() {
    QFETCH(int, height);
    QFETCH(int, width);
    const at::Tensor latent = at::arange(4 * height * width, at::kFloat).sin().view({1, 4, height, width});
    const at::Tensor tiled = decode_tiled(enlarged, latent, factor, small);
    QCOMPARE(tiled.sizes(), enlarged(latent).sizes());
    QVERIFY(at::allclose(tiled, enlarged(latent), 0, 1e-6));
  }

  void no_decoded_part_is_larger_than_a_tile() {
    const at::Tensor latent = at::zeros({1, 4, 40, 20});
    std::int64_t largest = 0;
    const auto decode = [&](const at::Tensor& part) {
      largest = std::max({largest, part.size(2), part.size(3)});
      return enlarged(part);
    };
    (void)decode_tiled(decode, latent, factor, small);
    QCOMPARE(largest, small.tile);
  }

  void a_picture_no_larger_than_a_tile_is_decoded_once() {
    int calls = 0;
    const auto decode = [&](const at::Tensor& part) {
      ++calls;
      return enlarged(part);
    };
    (void)decode_tiled(decode, at::zeros({1, 4, 8, 7}), factor, small);
    QCOMPARE(calls, 1);
  }

  void tiles_that_disagree_blend_without_an_edge() {
    float shade = 0;  // every tile has another
    const auto decode = [&](const at::Tensor& part) {
      shade += 1;
      return at::full({1, 1, part.size(2) * factor, part.size(3) * factor}, shade);
    };
    const at::Tensor row = decode_tiled(decode, at::zeros({1, 4, 8, 12}), factor, small).select(2, 0).flatten();
    const double steepest = (row.slice(0, 1) - row.slice(0, 0, -1)).abs().max().item<double>();
    QVERIFY2(steepest <= 1.0 / 32 + 1e-6, qPrintable(QString::number(steepest)));  // one shade over 4 cells of 8 pixels
    QCOMPARE(row[0].item<float>(), 1.0f);
    QCOMPARE(row[-1].item<float>(), 2.0f);
  }
};

QTEST_APPLESS_MAIN(AutoencoderTilingTest)
#include "autoencoder_tiling_test.moc"
