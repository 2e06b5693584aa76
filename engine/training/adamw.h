// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

namespace koma::training {

/// AdamW (Loshchilov and Hutter, 2019) on one flat buffer; same arithmetic as torch.optim.AdamW, fused.
class AdamW {
 public:
  struct Options {
    double beta1 = 0.9;
    double beta2 = 0.99;
    double weight_decay = 0.01;
    double epsilon = 1e-8;
  };

  /// Keeps `values` and `grads` (both [N], float32) by reference to their storage.
  AdamW(at::Tensor values, at::Tensor grads, Options options);

  void step(double rate);

  /// The state that a checkpoint needs besides the values.
  [[nodiscard]] at::Tensor& first_moment() noexcept { return first_; }    // [N]
  [[nodiscard]] at::Tensor& second_moment() noexcept { return second_; }  // [N]
  [[nodiscard]] at::Tensor& steps() noexcept { return steps_; }           // [] float32, as torch keeps it

 private:
  at::Tensor values_, grads_, first_, second_, steps_;
  Options options_;
};

}  // namespace koma::training
