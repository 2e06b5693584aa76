// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace koma::pipelines {

/// Whole pixels of a picture.
struct PixelRect {
  int left = 0, top = 0, width = 0, height = 0;

  [[nodiscard]] int right() const { return left + width; }
  [[nodiscard]] int bottom() const { return top + height; }
  [[nodiscard]] bool empty() const { return width < 1 || height < 1; }
  [[nodiscard]] std::int64_t area() const { return std::int64_t(width) * height; }
  [[nodiscard]] double diagonal() const { return std::hypot(double(width), double(height)); }
  [[nodiscard]] bool contains(const PixelRect& other) const {
    return left <= other.left && top <= other.top && right() >= other.right() && bottom() >= other.bottom();
  }
  friend bool operator==(const PixelRect&, const PixelRect&) = default;
};

/// What two rectangles share; empty when nothing.
[[nodiscard]] inline PixelRect intersected(const PixelRect& a, const PixelRect& b) {
  const int left = std::max(a.left, b.left), top = std::max(a.top, b.top);
  return {left, top, std::max(0, std::min(a.right(), b.right()) - left),
          std::max(0, std::min(a.bottom(), b.bottom()) - top)};
}

/// `rect` made `width` × `height` around its middle, moved and cut as little as `limits` demand.
[[nodiscard]] inline PixelRect resized_within(const PixelRect& rect, int width, int height, const PixelRect& limits) {
  const int w = std::min(width, limits.width), h = std::min(height, limits.height);
  return {std::clamp(rect.left - (w - rect.width) / 2, limits.left, limits.right() - w),
          std::clamp(rect.top - (h - rect.height) / 2, limits.top, limits.bottom() - h), w, h};
}

}  // namespace koma::pipelines
