// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/nn/layers.h"

namespace koma::nn {

/// Sinusoids of a number at falling frequencies exp(−ln(10000) · i / (size/2 − shift)) (Ho et al. 2020), in float32.
struct SinusoidOptions {
  std::int64_t size = 320;     ///< values per number
  bool cosine_first = true;    ///< diffusers' flip_sin_to_cos
  double frequency_shift = 0;  ///< diffusers' freq_shift
};
/// numbers [N] → [N, size] float32
[[nodiscard]] at::Tensor sinusoids(const at::Tensor& numbers, const SinusoidOptions& options);

/// Two linears with a SiLU between: `linear_1`, `linear_2`.
class TimestepEmbedding final : public Module {
 public:
  TimestepEmbedding(const Weights& weights, std::int64_t inputs, std::int64_t outputs);
  /// [B, inputs] → [B, outputs]
  at::Tensor forward(const at::Tensor& x) const;

 private:
  std::shared_ptr<Linear> linear_1_, linear_2_;
};

}  // namespace koma::nn
