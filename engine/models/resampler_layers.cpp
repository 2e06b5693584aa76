// SPDX-License-Identifier: Apache-2.0
#include "engine/models/resampler_layers.h"

#include <ATen/ATen.h>

#include "engine/nn/attention.h"

namespace koma::models {
namespace {

constexpr nn::Linear::Options no_bias{false, {}};

}  // namespace

ResamplerAttention::ResamplerAttention(const nn::Weights& weights, const ResamplerWidths& widths)
    : heads_(widths.heads) {
  const std::int64_t inner = widths.heads * widths.dim_head;
  norm1_ = child<nn::LayerNorm>("norm1", weights, widths.dim);
  norm2_ = child<nn::LayerNorm>("norm2", weights, widths.dim);
  to_q_ = child<nn::Linear>("to_q", weights, widths.dim, inner, no_bias);
  to_kv_ = child<nn::Linear>("to_kv", weights, widths.dim, 2 * inner, no_bias);
  to_out_ = child<nn::Linear>("to_out", weights, inner, widths.dim, no_bias);
}

at::Tensor ResamplerAttention::forward(const at::Tensor& picture, const at::Tensor& latents) const {
  const at::Tensor own = norm2_->forward(latents);
  const auto both = to_kv_->forward(at::cat({norm1_->forward(picture), own}, 1)).chunk(2, -1);  // 2 × [M, S+Q, inner]
  const at::Tensor queries = nn::split_heads(to_q_->forward(own), heads_);                      // [M, heads, Q, d]
  const at::Tensor seen = nn::attend(queries, nn::split_heads(both[0], heads_), nn::split_heads(both[1], heads_));
  return to_out_->forward(nn::merge_heads(seen));
}

ResamplerFeedForward::ResamplerFeedForward(const nn::Weights& weights, const ResamplerWidths& widths) {
  const std::int64_t inner = widths.dim * widths.ff_mult;
  norm_ = child<nn::LayerNorm>("0", weights, widths.dim);
  widen_ = child<nn::Linear>("1", weights, widths.dim, inner, no_bias);
  narrow_ = child<nn::Linear>("3", weights, inner, widths.dim, no_bias);
}

at::Tensor ResamplerFeedForward::forward(const at::Tensor& x) const {
  return narrow_->forward(at::gelu(widen_->forward(norm_->forward(x))));
}

}  // namespace koma::models
