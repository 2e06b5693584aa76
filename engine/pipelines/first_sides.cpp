// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/first_sides.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace koma::pipelines {

namespace {

constexpr int multiple = 64;
constexpr double shape_counts = 5;  // times as much as the area

}  // namespace

FirstSides first_sides(int width, int height, int area) {
  const double whole = double(width) * height;
  if (whole <= area) return {width, height};
  const double shape = std::log(double(width) / height);
  FirstSides best;
  double least = std::numeric_limits<double>::infinity();
  for (int h = multiple; h <= std::max(height, multiple); h += multiple) {
    for (int w = multiple; w <= std::max(width, multiple); w += multiple) {
      const double off =
          shape_counts * std::abs(std::log(double(w) / h) - shape) + std::abs(std::log(double(w) * h / area));
      if (off < least && double(w) * h < whole) {
        least = off;
        best = {w, h};
      }
    }
  }
  return best.width > 0 ? best : FirstSides{width, height};
}

}  // namespace koma::pipelines
