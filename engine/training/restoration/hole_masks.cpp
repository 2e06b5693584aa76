// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/hole_masks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

namespace koma::training {

namespace {

constexpr int most_holes = 4, most_lines = 5, most_angle = 4;
constexpr double own_side = 256;

cv::Mat nothing(int side) {
  return cv::Mat::zeros(side, side, CV_32F);
}

int share_of(int pixels, int side) {
  return std::max(1, int(std::lround(pixels * side / own_side)));
}

}  // namespace

cv::Mat stroke_mask(synthesis::Random& random, int side) {
  cv::Mat mask = nothing(side);
  const int strokes = 1 + random.integer(most_holes);
  for (int stroke = 0; stroke < strokes; ++stroke) {
    cv::Point from(random.integer(side), random.integer(side));
    const int lines = 1 + random.integer(most_lines);
    for (int line = 0; line < lines; ++line) {
      double angle = 0.01 + random.integer(most_angle);
      if (stroke % 2 == 0) angle = 2 * std::numbers::pi - angle;
      const double length = share_of(10 + random.integer(240), side);
      const int width = share_of(5 + random.integer(100), side);
      const cv::Point to(std::clamp(int(from.x + length * std::sin(angle)), 0, side),
                         std::clamp(int(from.y + length * std::cos(angle)), 0, side));
      cv::line(mask, from, to, cv::Scalar(1), width);
      from = to;
    }
  }
  return mask;
}

cv::Mat box_mask(synthesis::Random& random, int side) {
  cv::Mat mask = nothing(side);
  const int margin = share_of(10, side), least = share_of(35, side);
  const int most = std::max(least + 1, std::min(share_of(160, side), side - 2 * margin));
  const int boxes = 1 + random.integer(most_holes);
  for (int box = 0; box < boxes; ++box) {
    const int width = least + random.integer(most - least), height = least + random.integer(most - least);
    const int left = margin + random.integer(side - 2 * margin - width + 1);
    const int top = margin + random.integer(side - 2 * margin - height + 1);
    mask(cv::Rect(left, top, width, height)).setTo(1);
  }
  return mask;
}

cv::Mat outpaint_mask(synthesis::Random& random, int side) {
  cv::Mat mask = nothing(side);
  std::array<bool, 4> chosen{};
  for (bool& border : chosen) border = random.chance(0.5);
  const int certain = random.integer(4);
  if (std::ranges::none_of(chosen, [](bool border) { return border; })) chosen[std::size_t(certain)] = true;
  for (std::size_t border = 0; border < chosen.size(); ++border) {
    const int depth = int(side * random.uniform(0.15, 0.40));
    if (!chosen[border]) continue;
    const cv::Rect strips[] = {
        {0, 0, depth, side}, {side - depth, 0, depth, side}, {0, 0, side, depth}, {0, side - depth, side, depth}};
    mask(strips[border]).setTo(1);
  }
  return mask;
}

cv::Mat hole_mask(synthesis::Random& random, int side) {
  switch (random.pick({0.35, 0.3, 0.35})) {
    case 0:
      return stroke_mask(random, side);
    case 1:
      return box_mask(random, side);
    default:
      return outpaint_mask(random, side);
  }
}

}  // namespace koma::training
