// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/repaint_plan.h"

#include <QtTest>
#include <cmath>

#include "engine/base/error.h"
#include "tests/support/repaint_pictures.h"

using koma::Error;
using koma::Image;
using namespace koma::pipelines;
using namespace koma::test;

namespace {

constexpr WorkingGrid sdxl = {1024 * 1024, 64};
constexpr WorkingGrid mini = {384 * 384, 16};

RepaintOptions with(double strength, const WorkingGrid& grid = sdxl) {
  RepaintOptions options;
  options.strength = strength;
  options.grid = grid;
  return options;
}

Image image_part(const Image& image, const PixelRect& rect) {
  return painted(rect.width, rect.height, [&](int x, int y) { return image.row(rect.top + y)[rect.left + x]; });
}

/// Everything that must hold for any plan.
void verify_plan(const RepaintPlan& plan, const Image& picture, const WorkingGrid& grid) {
  const PixelRect all{0, 0, picture.width(), picture.height()};
  QVERIFY(all.contains(plan.crop));
  QVERIFY(plan.width % grid.multiple == 0 && plan.height % grid.multiple == 0);
  for (const Image& image : {plan.original, plan.picture, plan.denoise}) {
    QCOMPARE(image.width(), plan.width);
    QCOMPARE(image.height(), plan.height);
  }
  QCOMPARE(plan.composite.width(), plan.crop.width);
  QCOMPARE(plan.composite.height(), plan.crop.height);
}

}  // namespace

class RepaintPlanTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void crops_have_their_context_and_working_sizes_their_grid_data() {
    QTest::addColumn<QSize>("picture");
    QTest::addColumn<QRect>("selection");
    for (const QSize size :
         {QSize(200, 150), QSize(640, 480), QSize(1000, 1000), QSize(1536, 2048), QSize(1200, 260), QSize(301, 1997)}) {
      const int w = size.width(), h = size.height();
      QTest::addRow("%d x %d, a dot", w, h) << size << QRect(w / 3, h / 3, 5, 5);
      QTest::addRow("%d x %d, a corner", w, h) << size << QRect(0, 0, w / 4, h / 5);
      QTest::addRow("%d x %d, a half", w, h) << size << QRect(w / 2, 0, w - w / 2, h);
      QTest::addRow("%d x %d, nearly all", w, h) << size << QRect(2, 2, w - 4, h - 4);
    }
  }
  void crops_have_their_context_and_working_sizes_their_grid() {
    QFETCH(QSize, picture);
    QFETCH(QRect, selection);
    const Image image = panel_picture(picture.width(), picture.height());
    const PixelRect chosen{selection.x(), selection.y(), selection.width(), selection.height()};
    const Image mask = rect_mask(picture.width(), picture.height(), chosen);
    for (const WorkingGrid& grid : {sdxl, mini, WorkingGrid{{}, 8}}) {
      for (const double strength : {0.3, 1.0}) {
        const RepaintPlan plan = plan_repaint(image, mask, with(strength, grid));
        verify_plan(plan, image, grid);
        QVERIFY(plan.crop.contains(chosen));
        const double across = double(plan.width) / plan.crop.width, down = double(plan.height) / plan.crop.height;
        QVERIFY2(std::max(across, down) / std::min(across, down) < 1.13,
                 qPrintable(QString("stretched: %1 and %2").arg(across).arg(down)));
        QVERIFY(std::max(across, down) <= 4.2);
        if (grid.native_area && std::min(across, down) < 3) {
          const double area = double(plan.width) * plan.height / double(*grid.native_area);
          QVERIFY2(area > 0.6 && area < 1.6, qPrintable(QString("area %1").arg(area)));
        }
        if (!grid.native_area) QVERIFY(across > 0.93 && across < 1.07);
      }
    }
  }

  void full_strength_sees_a_wide_field_and_refining_stays_close() {
    const Image image = panel_picture(1536, 2048), mask = rect_mask(1536, 2048, {700, 900, 100, 100});
    const RepaintPlan full = plan_repaint(image, mask, with(1)), refined = plan_repaint(image, mask, with(0.5));
    QVERIFY(full.crop.width >= 0.618 * 1536 - 1 && full.crop.height >= 0.618 * 2048 - 1);
    QVERIFY(refined.crop.width < 300 && refined.crop.height < 300);
    RepaintOptions options = with(0.5);
    options.context = 400;
    const RepaintPlan wide = plan_repaint(image, mask, options);
    QVERIFY(wide.crop.width >= 900 && wide.crop.height >= 900);
  }

  void a_crop_of_about_the_native_size_is_not_resampled() {
    RepaintOptions options = with(1);
    options.context = 400;
    const Image image = panel_picture(1100, 1000);
    const RepaintPlan plan = plan_repaint(image, rect_mask(1100, 1000, {400, 300, 200, 300}), options);
    QCOMPARE(plan.width, 1024);
    QCOMPARE(plan.height, 960);
    QCOMPARE(plan.crop.width, 1024);
    QCOMPARE(plan.crop.height, 960);
    QCOMPARE(plan.original, image_part(image, plan.crop));
  }

  void the_masks_end_inside_the_crop() {
    const Image image = panel_picture(1536, 2048), mask = rect_mask(1536, 2048, {700, 900, 200, 300});
    for (const double strength : {0.3, 1.0}) {
      const RepaintPlan plan = plan_repaint(image, mask, with(strength));
      for (int x = 0; x < plan.crop.width; ++x) {
        QCOMPARE(int(plan.composite.row(0)[x]), 0);
        QCOMPARE(int(plan.composite.row(plan.crop.height - 1)[x]), 0);
      }
      for (int y = 0; y < plan.crop.height; ++y) QCOMPARE(int(plan.composite.row(y)[0]), 0);
    }
  }

  void an_empty_mask_is_refused() {
    const Image image = panel_picture(200, 200);
    QVERIFY_THROWS_EXCEPTION(Error, (void)plan_repaint(image, rect_mask(200, 200, {}), with(1)));
    QVERIFY_THROWS_EXCEPTION(Error, (void)plan_repaint(image, Image(), with(1)));
    QVERIFY_THROWS_EXCEPTION(Error, (void)plan_repaint(Image(), rect_mask(9, 9, {0, 0, 9, 9}), with(1)));
    QVERIFY_THROWS_EXCEPTION(Error, (void)plan_repaint(image, rect_mask(200, 200, {0, 0, 9, 9}), with(1.5)));
  }

  void a_mask_everywhere_is_plain_img2img_of_the_whole_picture() {
    const Image image = panel_picture(768, 1152);
    const RepaintPlan plan = plan_repaint(image, full_mask_of(image), with(0.6));
    QVERIFY(plan.whole);
    QCOMPARE(plan.crop, (PixelRect{0, 0, 768, 1152}));
    QCOMPARE(plan.original, plan.picture);
    for (const Image& mask : {plan.denoise, plan.composite}) {
      for (const std::uint8_t value : mask.pixels()) QCOMPARE(int(value), 255);
    }
    verify_plan(plan, image, sdxl);
    QCOMPARE(plan_whole(image, with(0.6)).picture, plan.picture);
    QVERIFY(plan_whole(image, with(0.6)).whole);
  }

  void a_mask_of_another_size_is_scaled_and_noted() {
    const Image image = panel_picture(800, 800);
    const RepaintPlan small = plan_repaint(image, rect_mask(400, 400, {100, 100, 100, 100}), with(1));
    const RepaintPlan same = plan_repaint(image, rect_mask(800, 800, {200, 200, 200, 200}), with(1));
    QCOMPARE(small.notes.size(), std::size_t(1));
    QVERIFY(small.notes[0].find("400 × 400") != std::string::npos);
    QVERIFY(same.notes.empty());
    QCOMPARE(small.width, same.width);
  }

  void masks_may_have_colours_and_pictures_alpha() {
    const Image image = koma::to_rgb(panel_picture(300, 300));
    std::vector<std::uint8_t> rgba;
    for (std::size_t i = 0; i < image.pixels().size(); ++i) {
      rgba.push_back(image.pixels()[i]);
      if (i % 3 == 2) rgba.push_back(i < image.pixels().size() / 2 ? 255 : 0);
    }
    const Image layer(300, 300, 4, std::move(rgba));
    const Image mask = koma::to_rgb(rect_mask(300, 300, {100, 100, 60, 60}));
    const RepaintPlan plan = plan_repaint(layer, mask, with(1));
    QCOMPARE(plan.picture.channels(), 3);
    QCOMPARE(int(plan.original.row(plan.height - 5)[5]), 255);  // transparent is paper
    QVERIFY(plan.grey);
  }

  void nothing_is_planned_outside_the_panel() {
    const Image image = panel_picture(600, 600);
    RepaintOptions options = with(1);
    options.panel = painted(600, 600, [](int x, int y) { return x + y > 300 && x < 400 && y < 450 ? 255 : 0; });
    const RepaintPlan plan = plan_repaint(image, rect_mask(600, 600, {200, 200, 300, 300}), options);
    QVERIFY((PixelRect{0, 0, 400, 450}).contains(plan.crop));
    for (int y = 0; y < plan.crop.height; ++y) {
      for (int x = 0; x < plan.crop.width; ++x) {
        if (options.panel.row(plan.crop.top + y)[plan.crop.left + x] == 0) QCOMPARE(int(plan.composite.row(y)[x]), 0);
      }
    }
    QVERIFY_THROWS_EXCEPTION(Error, (void)plan_repaint(image, rect_mask(600, 600, {500, 500, 50, 50}), options));
  }

  void the_hole_is_filled_only_where_it_is_fully_repainted() {
    const Image image = panel_picture(640, 640), mask = rect_mask(640, 640, {240, 200, 160, 160});
    RepaintOptions options = with(1);
    const RepaintPlan plan = plan_repaint(image, mask, options);
    QVERIFY(plan.picture != plan.original);
    for (std::size_t i = 0; i < plan.picture.pixels().size(); ++i) {
      if (plan.denoise.pixels()[i] < 255) QCOMPARE(plan.picture.pixels()[i], plan.original.pixels()[i]);
    }
    leave(plan.original, "repaint_plan_original");
    leave(plan.picture, "repaint_plan_picture");
    leave(plan.denoise, "repaint_plan_denoise");
    leave(plan.composite, "repaint_plan_composite");
    QCOMPARE(plan_repaint(image, mask, with(0.5)).picture, plan_repaint(image, mask, with(0.5)).original);
  }

  void the_request_decides() {
    koma::api::GenerationRequest request;
    request.strength = 0.7;
    request.seed = 5;
    request.repaint = koma::api::Repaint{.context = 100, .feather = 20, .prefill = "edges", .seam = "none"};
    const RepaintOptions options = RepaintOptions::of(request, sdxl);
    QCOMPARE(options.strength, 0.7);
    QCOMPARE(*options.context, 100);
    QCOMPARE(*options.feather, 20);
    QVERIFY(options.prefill == Prefill::edges && options.seam == Seam::none);
    QCOMPARE(options.seed, std::uint64_t(5));
    QVERIFY(RepaintOptions::of({}, sdxl).seam == Seam::match);
    for (const char* name : {"none", "edges", "neighbours", "noise"}) {
      request.repaint->prefill = name;
      QVERIFY_THROWS_NO_EXCEPTION((void)RepaintOptions::of(request, sdxl));
    }
    request.repaint->prefill = "lama";
    QVERIFY_THROWS_EXCEPTION(Error, (void)RepaintOptions::of(request, sdxl));
  }

  void a_learned_seam_begins_with_matched_tones() {
    koma::api::GenerationRequest request;
    request.repaint = koma::api::Repaint{.context = {}, .feather = {}, .prefill = {}, .seam = "diffrir"};
    QVERIFY(RepaintOptions::of(request, sdxl).seam == Seam::match);
    request.repaint->seam = "glue";
    try {
      (void)RepaintOptions::of(request, sdxl);
      QFAIL("it was taken");
    } catch (const Error& error) {
      QCOMPARE(error.place(), std::string("$.repaint.seam"));
    }
  }
};

QTEST_GUILESS_MAIN(RepaintPlanTest)
#include "repaint_plan_test.moc"
