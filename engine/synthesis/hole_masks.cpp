// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/hole_masks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace koma::synthesis {

namespace {

constexpr int most_holes = 4, most_lines = 5, most_angle = 4;

/// A picture with holes in the making.
struct Sheet {
  cv::Mat mask;
  double scale = 1;  ///< its pixels per pixel of the rules

  [[nodiscard]] int pixels(int of_rules) const { return std::max(1, int(std::lround(of_rules * scale))); }
};

void add_strokes(Random& random, Sheet& sheet) {
  const cv::Size size = sheet.mask.size();
  const int strokes = 1 + random.integer(most_holes);
  for (int stroke = 0; stroke < strokes; ++stroke) {
    const int x = random.integer(size.width);
    cv::Point from(x, random.integer(size.height));
    const int lines = 1 + random.integer(most_lines);
    for (int line = 0; line < lines; ++line) {
      double angle = 0.01 + random.integer(most_angle);
      if (stroke % 2 == 0) angle = 2 * std::numbers::pi - angle;
      const double length = sheet.pixels(10 + random.integer(240));
      const int width = sheet.pixels(5 + random.integer(100));
      const cv::Point to(std::clamp(int(from.x + length * std::sin(angle)), 0, size.width),
                         std::clamp(int(from.y + length * std::cos(angle)), 0, size.height));
      cv::line(sheet.mask, from, to, cv::Scalar(1), width);
      from = to;
    }
  }
}

void add_boxes(Random& random, Sheet& sheet) {
  const cv::Size size = sheet.mask.size();
  const int margin = sheet.pixels(10), least = sheet.pixels(35);
  const int room = std::min(size.width, size.height) - 2 * margin;
  const int most = std::max(least + 1, std::min(sheet.pixels(160), room));
  const int boxes = 1 + random.integer(most_holes);
  for (int box = 0; box < boxes; ++box) {
    const int width = least + random.integer(most - least), height = least + random.integer(most - least);
    const int left = margin + random.integer(std::max(1, size.width - 2 * margin - width + 1));
    const int top = margin + random.integer(std::max(1, size.height - 2 * margin - height + 1));
    sheet.mask(cv::Rect(left, top, width, height) & cv::Rect({0, 0}, size)).setTo(1);
  }
}

void add_strips(Random& random, const HoleRules& rules, Sheet& sheet) {
  const int width = sheet.mask.cols, height = sheet.mask.rows;
  std::array<bool, 4> chosen{};
  for (bool& border : chosen) border = random.chance(0.5);
  const int certain = random.integer(4);
  if (std::ranges::none_of(chosen, [](bool border) { return border; })) chosen[std::size_t(certain)] = true;
  for (std::size_t border = 0; border < chosen.size(); ++border) {
    const double depth = random.uniform(rules.least_strip, rules.most_strip);
    if (!chosen[border]) continue;
    const int across = std::max(1, int(width * depth)), down = std::max(1, int(height * depth));
    const cv::Rect strips[] = {{0, 0, across, height},
                               {width - across, 0, across, height},
                               {0, 0, width, down},
                               {0, height - down, width, down}};
    sheet.mask(strips[border]).setTo(1);
  }
}

}  // namespace

HoleKind pick_hole(Random& random, const HoleRules& rules) {
  return HoleKind(random.pick({rules.strokes, rules.boxes, rules.strips}));
}

cv::Mat hole_mask(Random& random, const cv::Size& size, const HoleRules& rules, HoleKind kind) {
  Sheet sheet{cv::Mat::zeros(size, CV_32F), double(std::min(size.width, size.height)) / rules.side};
  switch (kind) {
    case HoleKind::strokes:
      add_strokes(random, sheet);
      break;
    case HoleKind::boxes:
      add_boxes(random, sheet);
      break;
    case HoleKind::strips:
      add_strips(random, rules, sheet);
      break;
  }
  return sheet.mask;
}

cv::Mat hole_mask(Random& random, const cv::Size& size, const HoleRules& rules) {
  const HoleKind kind = pick_hole(random, rules);
  return hole_mask(random, size, rules, kind);
}

}  // namespace koma::synthesis
