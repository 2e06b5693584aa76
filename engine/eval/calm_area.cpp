// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/calm_area.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace koma::eval {

namespace {

constexpr int white_from = 240;

}  // namespace

PixelBox pixels_of(const UnitBox& box, const Image& picture) {
  const auto edge = [](float value, int size) { return std::clamp(int(std::lround(value * float(size))), 0, size); };
  return {edge(box.left, picture.width()), edge(box.top, picture.height()), edge(box.right, picture.width()),
          edge(box.bottom, picture.height())};
}

Calm calm_in(const Image& grey, const UnitBox& box) {
  const PixelBox area = pixels_of(box, grey);
  const double cx = (area.left + area.right) / 2.0, cy = (area.top + area.bottom) / 2.0;
  const double rx = 0.4 * (area.right - area.left), ry = 0.4 * (area.bottom - area.top);
  double rough = 0, bright = 0;
  std::int64_t count = 0;
  for (int y = area.top; y < std::min(area.bottom, grey.height() - 1); ++y) {
    for (int x = area.left; x < std::min(area.right, grey.width() - 1); ++x) {
      if (std::hypot((x - cx) / rx, (y - cy) / ry) > 1) continue;
      const int here = grey.row(y)[x];
      rough += (std::abs(here - grey.row(y)[x + 1]) + std::abs(here - grey.row(y + 1)[x])) / 2.0;
      bright += here > white_from ? 1 : 0;
      ++count;
    }
  }
  const double n = double(std::max<std::int64_t>(1, count));
  return {rough / n, bright / n};
}

}  // namespace koma::eval
