// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/box_match.h"

#include <algorithm>

namespace koma::eval {

namespace {

constexpr double least_iou = 0.5, covered = 0.5;

}  // namespace

double area_of(const UnitBox& box) noexcept {
  return double(std::max(0.0f, box.right - box.left)) * double(std::max(0.0f, box.bottom - box.top));
}

double common_area(const UnitBox& a, const UnitBox& b) noexcept {
  return area_of(
      {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right), std::min(a.bottom, b.bottom)});
}

double box_iou(const UnitBox& a, const UnitBox& b) noexcept {
  const double common = common_area(a, b), both = area_of(a) + area_of(b) - common;
  return both > 0 ? common / both : 0;
}

InstanceCount match_boxes(const std::vector<UnitBox>& asked, const std::vector<UnitBox>& found,
                          const std::vector<UnitBox>& unseen) {
  struct Pair {
    double iou;
    std::size_t asked, found;
  };
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    for (std::size_t k = 0; k < found.size(); ++k) {
      const double iou = box_iou(asked[i], found[k]);
      if (iou >= least_iou) pairs.push_back({iou, i, k});
    }
  }
  std::ranges::stable_sort(pairs, std::greater{}, &Pair::iou);
  std::vector<bool> served(asked.size()), used(found.size());
  InstanceCount count;
  for (const Pair& pair : pairs) {
    if (served[pair.asked] || used[pair.found]) continue;
    served[pair.asked] = used[pair.found] = true;
    ++count.found;
  }
  count.missed = int(asked.size()) - count.found;
  for (std::size_t k = 0; k < found.size(); ++k) {
    const bool excused = std::ranges::any_of(unseen, [&](const UnitBox& box) {
      return box_iou(box, found[k]) >= least_iou || common_area(box, found[k]) >= covered * area_of(box);
    });
    count.stray += used[k] || excused ? 0 : 1;
  }
  return count;
}

}  // namespace koma::eval
