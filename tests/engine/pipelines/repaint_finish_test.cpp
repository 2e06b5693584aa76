// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/repaint_finish.h"

#include <QtTest>
#include <cmath>

#include "engine/base/error.h"
#include "engine/pipelines/paste_back.h"
#include "tests/support/repaint_pictures.h"

using koma::Image;
using namespace koma::pipelines;
using namespace koma::test;

namespace {

/// What a model might draw: something quite different everywhere, also where the picture is to be kept.
Image invented(const RepaintPlan& plan, int channels) {
  const Image grey = painted(plan.width, plan.height, [](int x, int y) { return (x / 16 + y / 16) % 2 ? 60 : 190; });
  return channels == 1 ? grey : coloured(grey);
}

RepaintOptions options_with(const WorkingGrid& grid, Seam seam = Seam::none) {
  RepaintOptions options;
  options.grid = grid;
  options.seam = seam;
  return options;
}

Image with_alpha(const Image& rgb) {
  std::vector<std::uint8_t> pixels;
  for (std::size_t i = 0; i < rgb.pixels().size(); i += 3) {
    const auto* pixel = rgb.pixels().data() + i;
    pixels.insert(pixels.end(), {pixel[0], pixel[1], pixel[2], std::uint8_t(i % 256)});
  }
  return Image(rgb.width(), rgb.height(), 4, std::move(pixels));
}

}  // namespace

class RepaintFinishTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void kept_pixels_keep_every_bit_data() {
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("native");
    for (const int channels : {1, 3, 4}) {
      for (const int native : {1024, 512, 192})
        QTest::addRow("%d channels, drawn at %d", channels, native) << channels << native;
    }
  }
  void kept_pixels_keep_every_bit() {
    QFETCH(int, channels);
    QFETCH(int, native);
    const Image grey = panel_picture(700, 900);
    const Image canvas = channels == 1 ? grey : channels == 3 ? coloured(grey) : with_alpha(coloured(grey));
    const Image mask = rect_mask(700, 900, {260, 300, 120, 200});
    const RepaintPlan plan = plan_repaint(canvas, mask, options_with({native * native, 64}, Seam::match));
    const Image result = finish_repaint(plan, canvas, invented(plan, channels == 1 ? 1 : 3)).picture;
    int changed = 0;
    for (int y = 0; y < 900; ++y) {
      for (int x = 0; x < 700; ++x) {
        const int u = x - plan.crop.left, v = y - plan.crop.top;
        const bool inside = u >= 0 && v >= 0 && u < plan.crop.width && v < plan.crop.height;
        const bool pasted = inside && plan.composite.row(v)[u] > 0;
        const bool same =
            std::equal(canvas.row(y) + x * channels, canvas.row(y) + (x + 1) * channels, result.row(y) + x * channels);
        if (!pasted) QVERIFY(same);
        changed += !same;
      }
    }
    QVERIFY(changed > 120 * 200 / 2);
    QCOMPARE(result.channels(), channels);
    leave(result, "repaint_finish_" + std::to_string(channels) + "_" + std::to_string(native));
  }

  void cropping_and_pasting_without_a_model_is_the_identity() {
    for (const Image& canvas : {panel_picture(1100, 1000), coloured(panel_picture(1100, 1000))}) {
      RepaintOptions options = options_with({1024 * 1024, 64}, Seam::match);
      options.context = 400;
      options.prefill = Prefill::none;
      const RepaintPlan plan = plan_repaint(canvas, rect_mask(1100, 1000, {400, 300, 200, 300}), options);
      QCOMPARE(plan.width, plan.crop.width);
      QCOMPARE(finish_repaint(plan, canvas, plan.picture).picture, canvas);
      options.seam = Seam::none;
      QCOMPARE(finish_repaint(plan_repaint(canvas, rect_mask(1100, 1000, {400, 300, 200, 300}), options), canvas,
                              plan.picture)
                   .picture,
               canvas);
    }
  }

  void nothing_is_painted_outside_the_panel() {
    const Image canvas = panel_picture(600, 600);
    RepaintOptions options = options_with({512 * 512, 64});
    options.panel = painted(600, 600, [](int x, int y) { return x + y > 420 && x < 400 && y < 450 ? 255 : 0; });
    const RepaintPlan plan = plan_repaint(canvas, rect_mask(600, 600, {150, 150, 350, 350}), options);
    const Image result = finish_repaint(plan, canvas, invented(plan, 1)).picture;
    leave(result, "repaint_finish_panel");
    int painted_inside = 0;
    for (int y = 0; y < 600; ++y) {
      for (int x = 0; x < 600; ++x) {
        const bool same = result.row(y)[x] == canvas.row(y)[x];
        if (options.panel.row(y)[x] == 0) QVERIFY(same);
        painted_inside += !same;
      }
    }
    QVERIFY(painted_inside > 10000);
  }

  void a_whole_repaint_is_the_drawing() {
    const Image canvas = panel_picture(512, 512);
    const RepaintPlan plan = plan_repaint(canvas, full_mask_of(canvas), options_with({512 * 512, 64}, Seam::match));
    QCOMPARE(finish_repaint(plan, canvas, invented(plan, 1)).picture, invented(plan, 1));
  }

  void an_inked_drawing_is_inked_before_it_is_pasted() {
    const Image canvas = panel_picture(500, 500);
    const RepaintPlan plan =
        plan_repaint(canvas, rect_mask(500, 500, {200, 150, 100, 100}), options_with({384 * 384, 16}));
    const Image result = finish_repaint(plan, canvas, invented(plan, 1), true).picture;
    // Ink draws everything darker than 0.33 black; 60 of 255 is darker.
    int black = 0;
    for (int y = 160; y < 240; ++y) {
      for (int x = 210; x < 290; ++x) black += result.row(y)[x] == 0;
    }
    QVERIFY(black > 1500);
  }

  void a_drawing_of_another_size_is_refused() {
    const Image canvas = panel_picture(300, 300);
    const RepaintPlan plan =
        plan_repaint(canvas, rect_mask(300, 300, {100, 100, 50, 50}), options_with({256 * 256, 64}));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)finish_repaint(plan, canvas, panel_picture(9, 9)));
    QVERIFY_THROWS_EXCEPTION(koma::Error,
                             (void)paste_back(canvas, panel_picture(9, 9), {295, 0, 9, 9}, rect_mask(9, 9, {})));
  }
};

QTEST_GUILESS_MAIN(RepaintFinishTest)
#include "repaint_finish_test.moc"
