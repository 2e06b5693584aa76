// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/nn/layers.h"

namespace koma::models {

/// Widths of a perceiver's layers (IP-Adapter's Resampler), DiffSensei's and MS-Diffusion's alike.
struct ResamplerWidths {
  std::int64_t dim = 1280, heads = 20, dim_head = 64, ff_mult = 4;
};

/// Latents look at the picture's tokens and at themselves.
class ResamplerAttention final : public nn::Module {
 public:
  ResamplerAttention(const nn::Weights& weights, const ResamplerWidths& widths);
  /// picture [M, S, dim], latents [M, Q, dim] → what is to be added to the latents, [M, Q, dim]
  at::Tensor forward(const at::Tensor& picture, const at::Tensor& latents) const;

 private:
  std::int64_t heads_;
  std::shared_ptr<nn::LayerNorm> norm1_, norm2_;
  std::shared_ptr<nn::Linear> to_q_, to_kv_, to_out_;
};

/// Norm, widen, GELU, narrow; the numbers are the places in the original's list of modules.
class ResamplerFeedForward final : public nn::Module {
 public:
  ResamplerFeedForward(const nn::Weights& weights, const ResamplerWidths& widths);
  /// [M, Q, dim] → [M, Q, dim]
  at::Tensor forward(const at::Tensor& x) const;

 private:
  std::shared_ptr<nn::LayerNorm> norm_;
  std::shared_ptr<nn::Linear> widen_, narrow_;
};

}  // namespace koma::models
