// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "engine/eval/score.h"

namespace koma::eval {

/// How often panels are drawn anew.
inline constexpr int resamples = 2000;

/// 95 % percentile interval (Efron & Tibshirani 1993) of the ratio Σ right / Σ total: whole panels are drawn with
/// replacement, so what belongs to one panel stays together. The same seed gives the same interval. [0, 1] when there
/// is nothing to count.
[[nodiscard]] Score::Interval bootstrap_interval(std::span<const Score> panels, std::uint64_t seed);

struct Difference {
  double value = 0;            ///< the first ratio minus the second
  Score::Interval interval{};  ///< 95 %
  /// The first is better, and not by chance.
  [[nodiscard]] bool beats() const noexcept { return interval.low > 0; }
};

/// As above, for the difference of two ratios that were counted on the same panels: both get the same panels in every
/// draw. Throws Error(invalid_argument) unless both have as many.
[[nodiscard]] Difference paired_difference(std::span<const Score> first, std::span<const Score> second,
                                           std::uint64_t seed);

}  // namespace koma::eval
