// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <optional>

namespace koma::ui {

/// Estimates when a job will be done, from the pace of its steps. What comes before the first step, loading, says
/// nothing about that pace and is left out.
class TimeLeft {
 public:
  /// `seconds` since the job began.
  void progress(int step, int steps, double seconds);
  /// None before two steps have been seen.
  [[nodiscard]] std::optional<double> seconds() const;

 private:
  int firstStep_ = 0, step_ = 0, steps_ = 0;
  double firstSeconds_ = 0, seconds_ = 0;
};

/// "12 s left", "3 min left"; empty when nothing is known.
[[nodiscard]] QString timeLeftText(std::optional<double> seconds);

}  // namespace koma::ui
