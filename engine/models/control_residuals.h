// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

namespace koma::models {

/// What a ControlNet adds to the denoiser: one tensor per skip connection, in the order in which the way down makes
/// them, and one for the middle. Empty: nothing is added.
struct ControlResiduals {
  std::vector<at::Tensor> down;  // [B, C, h, w] of each skip; [B, C, 1, 1] from a ControlNet that pools
  at::Tensor mid;                // likewise

  [[nodiscard]] bool empty() const { return down.empty(); }
  /// Several ControlNets at once: their residuals add up. Throws Error(invalid_argument) when they belong to denoisers
  /// of different shapes.
  ControlResiduals& operator+=(const ControlResiduals& other);
};

}  // namespace koma::models
