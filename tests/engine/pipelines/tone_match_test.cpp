// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/tone_match.h"

#include <QtTest>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/base/error.h"
#include "tests/support/repaint_pictures.h"

using koma::Image;
using namespace koma::pipelines;
using namespace koma::test;

namespace {

constexpr int side = 200;
const Image mask = rect_mask(side, side, {70, 70, 60, 60});

/// Soft greys without clipping: 70…190.
Image scene() {
  return painted(side, side, [](int x, int y) { return int(130 + 40 * std::sin(x * 0.11) + 20 * std::cos(y * 0.07)); });
}

Image shifted(const Image& image, const std::function<double(double)>& change) {
  std::vector<std::uint8_t> pixels;
  for (const std::uint8_t value : image.pixels()) {
    pixels.push_back(std::uint8_t(std::clamp(std::lround(change(value)), 0L, 255L)));
  }
  return Image(image.width(), image.height(), image.channels(), std::move(pixels));
}

/// In CIE L*a*b*, L in 0…100.
Image lab_shifted(const Image& image, const cv::Scalar& offset) {
  cv::Mat unit;
  cv::Mat(image.height(), image.width(), CV_8UC3, const_cast<std::uint8_t*>(image.pixels().data()))
      .convertTo(unit, CV_32F, 1 / 255.0);
  cv::cvtColor(unit, unit, cv::COLOR_RGB2Lab);
  unit += offset;
  cv::cvtColor(unit, unit, cv::COLOR_Lab2RGB);
  unit.convertTo(unit, CV_8U, 255);
  return Image(image.width(), image.height(), 3, {unit.datastart, unit.dataend});
}

int worst_difference(const Image& a, const Image& b) {
  int worst = 0;
  for (std::size_t i = 0; i < a.pixels().size(); ++i) {
    worst = std::max(worst, std::abs(int(a.pixels()[i]) - int(b.pixels()[i])));
  }
  return worst;
}

}  // namespace

class ToneMatchTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_constant_offset_is_removed_to_one_of_255() {
    const Image original = scene();
    for (const double offset : {-12.0, 3.0, 20.0}) {
      const Image drawn = shifted(original, [&](double value) { return value + offset; });
      QVERIFY(worst_difference(tone_match(drawn, original, mask), original) <= 1);
      ToneMatch grey;
      grey.lightness_only = true;
      QVERIFY(worst_difference(tone_match(drawn, original, mask, grey), original) <= 1);
    }
  }

  void a_colour_cast_is_removed() {
    // Rounding to 8 bits before and after, and 2.2's slope in the darks: 2 of 255 at most.
    const Image original = coloured(scene());
    const Image drawn = lab_shifted(original, {4, -5, 7});
    QVERIFY(worst_difference(drawn, original) > 10);
    QVERIFY(worst_difference(tone_match(drawn, original, mask), original) <= 2);
  }

  void what_the_hole_holds_does_not_count() {
    const Image original = scene();
    const auto with_hole = [&](int value) {
      return painted(side, side, [&](int x, int y) { return mask.row(y)[x] ? value : original.row(y)[x] + 6; });
    };
    const Image black = tone_match(with_hole(60), original, mask), white = tone_match(with_hole(220), original, mask);
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) {
        if (!mask.row(y)[x]) QCOMPARE(int(black.row(y)[x]), int(white.row(y)[x]));
      }
    }
    // And it moves with the rest: 6 levels were too much.
    QCOMPARE(int(black.row(100)[100]), 54);
  }

  void only_the_neighbourhood_counts() {
    const Image original = scene();
    const Image wide = painted(600, side, [&](int x, int y) { return x < side ? original.row(y)[x] : 250; });
    const Image far_off = painted(600, side, [&](int x, int y) { return x < side ? original.row(y)[x] + 6 : 0; });
    const Image small = rect_mask(600, side, {70, 70, 60, 60});
    const Image matched = tone_match(far_off, wide, small);
    QVERIFY(std::abs(matched.row(100)[50] - original.row(100)[50]) <= 1);
  }

  void gains_are_clamped() {
    const Image original = scene();
    const Image flat = shifted(original, [](double value) { return 130 + (value - 130) * 0.5; });
    const Image matched = tone_match(flat, original, mask);
    // A half of the contrast asks for a gain of 2 and gets 1.1: 0.55 of the original's.
    double own = 0, wanted = 0;
    for (int x = 0; x < side; ++x) {
      own += std::abs(matched.row(20)[x] - 130.0);
      wanted += std::abs(original.row(20)[x] - 130.0);
    }
    QVERIFY2(std::abs(own / wanted - 0.55) < 0.05, qPrintable(QString::number(own / wanted)));
  }

  void a_drawing_of_something_else_is_hardly_shifted() {
    const Image original = scene();
    const Image dark = shifted(original, [](double value) { return value - 70; });
    QVERIFY(worst_difference(tone_match(dark, original, mask), dark) <= 26);
  }

  void paper_stays_white_and_ink_black() {
    // Given a page of paper and lines with a grey floor, and a decoder that dims paper, lifts ink and lightens greys.
    const Image page = panel_picture(side, side), hole = rect_mask(side, side, {80, 120, 60, 40});
    const Image drawn = shifted(page, [](double value) {
      return value > 200 ? value - 4 : value < 50 ? value + 7 : value + 20;
    });
    ToneMatch grey;
    grey.lightness_only = true;
    const Image matched = tone_match(drawn, page, hole, grey);
    const Image plain = tone_match(drawn, page, hole);
    leave(drawn, "tone_match_drawn");
    leave(matched, "tone_match_matched");
    int paper = 0, dirty = 0;
    for (std::size_t i = 0; i < page.pixels().size(); ++i) {
      if (page.pixels()[i] == 255) paper += matched.pixels()[i] == 255, dirty += plain.pixels()[i] != 255;
    }
    QCOMPARE(paper, int(std::count(page.pixels().begin(), page.pixels().end(), 255)));
    QVERIFY(dirty > 0);  // which is why paper is pinned
  }

  void with_few_kept_pixels_nothing_changes() {
    const Image original = scene();
    const Image drawn = shifted(original, [](double value) { return value + 9; });
    QCOMPARE(tone_match(drawn, original, full_mask_of(original)), drawn);
    QCOMPARE(tone_match(drawn, original, rect_mask(side, side, {0, 0, side, side - 2})), drawn);
  }

  void other_sizes_are_refused() {
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)tone_match(scene(), panel_picture(9, 9), mask));
    QVERIFY_THROWS_EXCEPTION(koma::Error, (void)tone_match(scene(), coloured(scene()), mask));
  }
};

QTEST_GUILESS_MAIN(ToneMatchTest)
#include "tone_match_test.moc"
