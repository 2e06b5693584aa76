// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/drawing_fit.h"

#include <QtTest>

using namespace koma;
using namespace koma::pipelines;

namespace {

/// A grey picture whose columns are numbered.
Image columns(int width, int height) {
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) pixels.push_back(std::uint8_t(x));
  }
  return Image(width, height, 1, std::move(pixels));
}

PanelSize drawing(int width, int height, UnitBox window = {0, 0, 1, 1}) {
  PanelSize size;
  size.width = width;
  size.height = height;
  size.latent = {height / 8, width / 8};
  size.window = window;
  return size;
}

}  // namespace

class DrawingFitTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_picture_of_the_drawing_s_size_stays_as_it_is() {
    const Image picture = columns(64, 32);
    QVERIFY(fitted_to_drawing(picture, drawing(64, 32), 8) == picture);
  }

  void a_wider_picture_is_cut_evenly() {
    const Image fitted = fitted_to_drawing(columns(96, 32), drawing(64, 32), 8);
    QCOMPARE(fitted.width(), 64);
    QCOMPARE(int(fitted.row(5)[0]), 16);
    QCOMPARE(int(fitted.row(5)[63]), 79);
  }

  void where_the_drawing_is_larger_than_the_panel_the_edges_go_on() {
    const Image fitted = fitted_to_drawing(columns(32, 32), drawing(64, 32, {0.25f, 0, 0.75f, 1}), 8);
    QCOMPARE(int(fitted.row(0)[0]), 0);
    QCOMPARE(int(fitted.row(0)[16]), 0);
    QCOMPARE(int(fitted.row(0)[20]), 4);
    QCOMPARE(int(fitted.row(0)[63]), 31);
  }

  void a_small_picture_is_enlarged_to_cover() {
    const Image fitted = fitted_to_drawing(columns(16, 16), drawing(64, 32), 8);
    QCOMPARE(fitted.width(), 64);
    QCOMPARE(fitted.height(), 32);
    QVERIFY(fitted.row(10)[60] > fitted.row(10)[4]);
  }
};

QTEST_APPLESS_MAIN(DrawingFitTest)
#include "drawing_fit_test.moc"
