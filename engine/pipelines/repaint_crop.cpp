// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/repaint_crop.h"

#include <cmath>
#include <limits>

namespace koma::pipelines {

namespace {

constexpr double largest_scale = 4;
constexpr double nearly_native = 1.25;  // sides this near to the native ones are left alone
constexpr int longest_aspect = 2;

int rounded_up(double value) {
  return int(std::ceil(value));
}

int multiple_above(int length, int multiple) {
  return (length + multiple - 1) / multiple * multiple;
}

/// A multiple that needs no scaling: `length` grown, else cut, if what is touched fits. 0: there is none.
int unscaled_length(int length, int touched, int limit, int multiple) {
  const int above = multiple_above(length, multiple), below = length / multiple * multiple;
  if (above <= limit) return above;
  return below >= std::max(touched, 1) ? below : 0;
}

/// `rect` moved as little as it takes to hold `inner`, which is not larger.
PixelRect holding(PixelRect rect, const PixelRect& inner) {
  rect.left = std::clamp(rect.left, inner.right() - rect.width, inner.left);
  rect.top = std::clamp(rect.top, inner.bottom() - rect.height, inner.top);
  return rect;
}

/// The crop with the aspect of width : height, as far as the limits allow.
PixelRect with_aspect(const PixelRect& crop, const PixelRect& limits, int width, int height) {
  const double aspect = double(width) / height;
  const int wide = std::max(crop.width, int(std::lround(crop.height * aspect)));
  const int high = std::max(crop.height, int(std::lround(crop.width / aspect)));
  return resized_within(crop, wide, high, limits);
}

WorkingSize scaled_size(const PixelRect& crop, const PixelRect& limits, int multiple, double scale) {
  WorkingSize best;
  double least = std::numeric_limits<double>::max();
  const auto lower = [&](int length) { return std::max(multiple, int(length * scale / multiple + 1e-9) * multiple); };
  for (const int width : {lower(crop.width), lower(crop.width) + multiple}) {
    for (const int height : {lower(crop.height), lower(crop.height) + multiple}) {
      const PixelRect grown = with_aspect(crop, limits, width, height);
      const double across = double(width) / grown.width, down = double(height) / grown.height;
      const bool too_large = std::max(across, down) > largest_scale && (width > multiple || height > multiple);
      if (too_large) continue;
      const double stretched = std::abs(std::log(across / down));
      const double off = std::abs(std::log(std::sqrt(across * down) / scale));
      if (const double cost = 4 * stretched + off; cost < least) {
        least = cost;
        best = {grown, width, height};
      }
    }
  }
  return best;
}

}  // namespace

PixelRect CropWish::touched() const {
  const int far = rounded_up(reach);
  return intersected({selection.left - far, selection.top - far, selection.width + 2 * far, selection.height + 2 * far},
                     limits);
}

PixelRect repaint_crop(const CropWish& wish, const WorkingGrid& grid) {
  const PixelRect& chosen = wish.selection;
  int width = chosen.width + 2 * rounded_up(wish.reach), height = chosen.height + 2 * rounded_up(wish.reach);
  const int native = grid.native_area ? int(std::sqrt(double(*grid.native_area))) : std::numeric_limits<int>::max();
  const auto at_least = [&](int wide, int high) {
    width = std::max(width, wide);
    height = std::max(height, high);
  };
  if (wish.context) {
    at_least(chosen.width + 2 * *wish.context, chosen.height + 2 * *wish.context);
  } else if (wish.strength >= 0.8) {
    const int least = std::min(512, native);
    at_least(rounded_up(1.2 * chosen.width), rounded_up(1.2 * chosen.height));
    at_least(rounded_up(0.618 * wish.limits.width), rounded_up(0.618 * wish.limits.height));
    at_least(least, least);
  } else {
    const int more = 2 * rounded_up(0.06 * chosen.diagonal()), least = std::min(256, native / 2);
    at_least(std::max(width + more, least), std::max(height + more, least));
  }
  width = std::min(width, wish.limits.width);
  height = std::min(height, wish.limits.height);
  width = std::max(width, height / longest_aspect);
  height = std::max(height, width / longest_aspect);
  return resized_within(chosen, width, height, wish.limits);
}

WorkingSize working_size(const PixelRect& crop, const CropBounds& bounds, const WorkingGrid& grid) {
  const auto& [touched, limits] = bounds;
  const double scale =
      grid.native_area ? std::min(std::sqrt(double(*grid.native_area) / double(crop.area())), largest_scale) : 1;
  if (scale <= nearly_native && scale >= 1 / nearly_native) {
    const int width = unscaled_length(crop.width, touched.width, limits.width, grid.multiple);
    const int height = unscaled_length(crop.height, touched.height, limits.height, grid.multiple);
    if (width > 0 && height > 0) return {holding(resized_within(crop, width, height, limits), touched), width, height};
  }
  return scaled_size(crop, limits, grid.multiple, scale);
}

}  // namespace koma::pipelines
