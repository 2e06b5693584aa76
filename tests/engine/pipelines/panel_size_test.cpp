// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/panel_size.h"

#include <QtTest>
#include <cmath>

#include "engine/pipelines/first_sides.h"
#include "engine/training/drawings.h"

using namespace koma::pipelines;
using koma::UnitBox;
using koma::models::Grid;
using koma::models::ModelTraits;

namespace {

ModelTraits mini() {
  ModelTraits traits;
  traits.native_area = 65536;
  traits.size_multiple = 16;
  return traits;
}

struct Sized : PanelSize {
  std::vector<std::string> notes;
};

Sized size_of(const ModelTraits& traits, int width, int height, bool quirks = false) {
  std::vector<std::string> notes;
  const PanelSize size = panel_size({width, height, quirks}, traits, 8, notes);
  return {size, notes};
}

}  // namespace

class PanelSizeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_free_model_draws_the_nearest_multiple_and_says_so() {
    const Sized size = size_of({}, 133, 100);
    QCOMPARE(size.width, 136);
    QCOMPARE(size.height, 104);
    QVERIFY((size.latent == Grid{13, 17}));
    QCOMPARE(size.told_width, 136.0);
    QCOMPARE(size.notes.size(), std::size_t(1));
    QVERIFY(size.notes[0].find("133 × 100") != std::string::npos);
    QVERIFY(size_of({}, 512, 384).notes.empty());
  }

  void the_reference_rounds_down_and_tells_the_unrounded_size() {
    const Sized size = size_of({}, 133, 100, true);
    QVERIFY((size.latent == Grid{12, 16}));
    QCOMPARE(size.told_width, 133.0);
    QCOMPARE(size.told_height, 100.0);
    QCOMPARE(size.width, 128);
  }

  void a_model_says_how_wide_it_draws() {
    ModelTraits wide = mini();
    wide.native_area = 384 * 384;
    QVERIFY((size_of(wide, 1200, 400).latent == Grid{34, 68}));  // 2 : 1
    wide.widest_aspect = 3;
    QVERIFY((size_of(wide, 1200, 400).latent == Grid{28, 84}));
    QVERIFY((size_of(wide, 400, 1600).latent == Grid{84, 28}));
  }

  void panels_are_drawn_in_the_sizes_of_training() {
    ModelTraits trained = mini();
    trained.native_area = koma::training::native_area;
    trained.widest_aspect = koma::training::widest_aspect;
    double shares = 0;
    for (const auto& size : koma::training::panel_sizes) {
      QVERIFY((size_of(trained, 3 * size.width, 3 * size.height).latent == Grid{size.height / 8, size.width / 8}));
      shares += size.share;
    }
    QVERIFY(std::abs(shares - 1) < 1e-9);
  }

  void mini_draws_at_its_own_area_and_keeps_the_aspect_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("drawn_width");
    QTest::addColumn<int>("drawn_height");
    QTest::newRow("square") << 512 << 512 << 256 << 256;
    QTest::newRow("small square") << 64 << 64 << 256 << 256;
    QTest::newRow("upright") << 448 << 576 << 224 << 288;
    QTest::newRow("wide") << 768 << 384 << 368 << 176;
    QTest::newRow("wider than trained") << 1200 << 300 << 368 << 176;
    QTest::newRow("taller than trained") << 100 << 900 << 176 << 368;
  }
  void mini_draws_at_its_own_area_and_keeps_the_aspect() {
    QFETCH(int, width);
    QFETCH(int, height);
    const Sized size = size_of(mini(), width, height);
    QTEST(size.drawn_width(8), "drawn_width");
    QTEST(size.drawn_height(8), "drawn_height");
    QCOMPARE(size.width, width);
    QCOMPARE(size.height, height);
    // The window has the panel's aspect and lies in the drawing.
    const double window_width = (size.window.right - size.window.left) * size.drawn_width(8);
    const double window_height = (size.window.bottom - size.window.top) * size.drawn_height(8);
    QVERIFY(std::abs(window_width / window_height * height / width - 1) < 1e-4);
    QVERIFY(size.window.left >= 0 && size.window.right <= 1 && size.window.top >= 0 && size.window.bottom <= 1);
  }

  void a_first_pass_has_the_pictures_shape_near_the_wanted_area_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("area");
    QTest::addColumn<int>("first_width");
    QTest::addColumn<int>("first_height");
    const int xl = 1024 * 1024, sd1 = 512 * 512;
    QTest::newRow("RPG's wide page") << 2048 << 1024 << xl << 1408 << 704;
    QTest::newRow("upright") << 1024 << 2048 << xl << 704 << 1408;
    QTest::newRow("largest") << 2048 << 2048 << xl << 1024 << 1024;
    QTest::newRow("3:2") << 1536 << 1024 << xl << 1344 << 896;
    QTest::newRow("SD 1") << 768 << 512 << sd1 << 576 << 384;
    QTest::newRow("a shape that 64 does not give") << 1920 << 1080 << xl << 1344 << 768;
    QTest::newRow("not larger") << 1024 << 1024 << xl << 1024 << 1024;
    QTest::newRow("a strip hardly higher than 64") << 640 << 72 << 64 * 64 << 576 << 64;
  }
  void a_first_pass_has_the_pictures_shape_near_the_wanted_area() {
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, area);
    const FirstSides first = first_sides(width, height, area);
    QTEST(first.width, "first_width");
    QTEST(first.height, "first_height");
  }

  void boxes_move_into_the_window() {
    PanelSize size;
    size.window = {0.25f, 0, 0.75f, 1};
    QVERIFY((in_drawing({0, 0, 1, 1}, size) == UnitBox{0.25f, 0, 0.75f, 1}));
    QVERIFY((in_drawing({0.5f, 0.5f, 1, 1}, size) == UnitBox{0.5f, 0.5f, 0.75f, 1}));
    const UnitBox odd{0.1f, 0.05f, 0.6f, 0.95f};
    QVERIFY(in_drawing(odd, PanelSize{}) == odd);
  }
};

QTEST_GUILESS_MAIN(PanelSizeTest)
#include "panel_size_test.moc"
