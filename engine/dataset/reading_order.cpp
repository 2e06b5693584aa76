// SPDX-License-Identifier: Apache-2.0
#include "engine/dataset/reading_order.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace koma::dataset {

std::vector<std::size_t> reading_order(std::span<const DatasetFrame> frames, int page_width) {
  constexpr double threshold = 100;  // pixels
  const auto key = [&](std::size_t index) {
    const PixelBox& box = frames[index].bbox;
    const bool right_half = box.left >= page_width / 2.0 - threshold;
    return std::tuple(right_half, std::nearbyint(box.top / threshold), -box.left);
  };
  std::vector<std::size_t> order(frames.size());
  std::iota(order.begin(), order.end(), std::size_t(0));
  std::ranges::stable_sort(order, {}, key);
  return order;
}

}  // namespace koma::dataset
