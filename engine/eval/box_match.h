// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/base/head_frame.h"
#include "engine/eval/score.h"

namespace koma::eval {

[[nodiscard]] double area_of(const UnitBox& box) noexcept;
[[nodiscard]] double common_area(const UnitBox& a, const UnitBox& b) noexcept;
/// Intersection over union, 0…1.
[[nodiscard]] double box_iou(const UnitBox& a, const UnitBox& b) noexcept;

/// Boxes that were asked for against boxes that were found, as instances.
struct InstanceCount {
  int found = 0;   ///< asked for and there
  int missed = 0;  ///< asked for and not there
  int stray = 0;   ///< there and not asked for

  /// F1 = 2 found / (2 found + missed + stray), as a ratio that sums over panels.
  [[nodiscard]] Score f1() const noexcept { return {2.0 * found, 2.0 * found + missed + stray}; }
  InstanceCount& operator+=(const InstanceCount& other) noexcept {
    found += other.found;
    missed += other.missed;
    stray += other.stray;
    return *this;
  }
};

/// A found box belongs to the asked one with which it overlaps most, when their intersection over union is at least
/// 0.5; each belongs to one at most, the best pairs first. Boxes of `unseen` were asked for but cannot be told from
/// their surroundings: neither they nor the found boxes that cover half of one are counted.
[[nodiscard]] InstanceCount match_boxes(const std::vector<UnitBox>& asked, const std::vector<UnitBox>& found,
                                        const std::vector<UnitBox>& unseen = {});

}  // namespace koma::eval
