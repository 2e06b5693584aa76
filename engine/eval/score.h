// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace koma::eval {

/// A ratio of two sums: right answers and questions, or areas.
struct Score {
  double right = 0;
  double total = 0;

  [[nodiscard]] double value() const noexcept { return total > 0 ? right / total : 0; }
  struct Interval {
    double low = 0, high = 0;
  };
  /// 95 % after Wilson, for shares of independent right answers.
  [[nodiscard]] Interval interval() const noexcept;
  Score& operator+=(const Score& other) noexcept {
    right += other.right;
    total += other.total;
    return *this;
  }
};

}  // namespace koma::eval
