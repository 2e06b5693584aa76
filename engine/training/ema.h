// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace koma::training {

/// Exponential moving average of a flat parameter buffer. The decay warms up as (1 + k) / (10 + k), so early averages
/// are not dominated by the initial weights.
class Ema {
 public:
  explicit Ema(const at::Tensor& values) : average_(values.detach().clone()) {}

  /// `step` counts finished optimizer steps, `decay` is the limit of the warm-up.
  void update(const at::Tensor& values, std::int64_t step, double decay);
  /// Exchanges averaged and live weights in place; call twice around validation or sampling.
  void swap(at::Tensor& values);
  [[nodiscard]] at::Tensor& average() noexcept { return average_; }  // [N]

 private:
  at::Tensor average_;
};

/// Averages longer as the run goes on: 0.998 in the flat phase, rising linearly to 0.9995 at the end.
[[nodiscard]] double ema_decay(double progress) noexcept;

}  // namespace koma::training
