// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

namespace koma::samplers {

/// How strongly the conditions are followed.
struct Guidance {
  double scale = 1;    ///< classifier-free guidance (Ho & Salimans 2022); at most 1 means off
  double rescale = 0;  ///< 0…1, Lin et al. 2023, section 3.4: pulls the deviation back to the conditional one's
  double start = 0;    ///< the part of the schedule that is guided, 0…1 (Kynkäänniemi et al. 2024)
  double end = 1;

  /// Whether any step is guided.
  [[nodiscard]] bool active() const { return scale > 1; }
  /// Whether this step of `count` is guided: ⌊start·count⌋ ≤ step < ⌊end·count⌋, as diffusers' guiders count.
  [[nodiscard]] bool active_at(int step, int count) const {
    return active() && step >= int(start * count) && step < int(end * count);
  }
};

/// negative + scale·(positive − negative), then rescaled: both [B, 4, H/8, W/8] → same.
[[nodiscard]] at::Tensor guided(const at::Tensor& negative, const at::Tensor& positive, const Guidance& guidance);

}  // namespace koma::samplers
