// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace koma::training {

/// The learning rate over a run: linear warm-up, flat to the middle of the budget, then linear down to a floor
/// (specs/minimodel.md, "Second run": the decay phase gives much of the visible gain).
struct Schedule {
  double peak = 1e-3;
  std::int64_t warmup_steps = 100;
  double flat_until = 0.5;    ///< share of the budget at the peak rate, 0…1
  double floor_share = 0.02;  ///< the last rate, as a share of the peak
  bool cosine = false;        ///< instead of the line: half a cosine from the peak to the floor over the whole budget

  /// `step` counts finished steps, `progress` is the used share of the budget (clamped to 0…1).
  [[nodiscard]] double rate(std::int64_t step, double progress) const noexcept;
};

}  // namespace koma::training
