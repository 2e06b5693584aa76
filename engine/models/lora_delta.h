// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/checkpoints/lora_index.h"
#include "engine/tensors/weights.h"

namespace koma::models {

/// ΔW of a layer whose shapes have been checked, at weight 1, in float32 and in the shape of `base`, the checkpoint's
/// weight in float32 (specs/engine.md 4.7):
///   low rank   s · up · down, s = alpha / rank (rsLoRA: alpha / √rank); with a Tucker core Σ up[o,p] mid[p,q,·,·]
///   down[q,i] LoHa       s · (w1_a w1_b) ∘ (w2_a w2_b)      (Hyeon-Woo et al. 2022) LoKr       s · w1 ⊗ w2; s = 1 when
///   both are whole      (Yeh et al. 2024) full       the stored difference DoRA       m (W + Δ) / ‖W + Δ‖ − W with the
///   Δ above; the norm is per output, or per input where the stored m is
///              (Liu et al. 2024, equation 5)
/// Undefined when the layer changes the bias alone.
[[nodiscard]] at::Tensor weight_delta(const checkpoints::LoraLayer& layer, const tensors::WeightSource& source,
                                      const at::Tensor& base);
/// Δb in float32; undefined when the layer leaves the bias alone.
[[nodiscard]] at::Tensor bias_delta(const checkpoints::LoraLayer& layer, const tensors::WeightSource& source);

}  // namespace koma::models
