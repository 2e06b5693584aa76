// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/transformer_block.h"

#include <ATen/ATen.h>

#include "engine/nn/kernel_calls.h"

namespace koma::nn {
namespace {

constexpr double group_norm_epsilon = 1e-6;  // diffusers' constant, whatever the UNet's norm_eps
constexpr std::int64_t feed_forward_factor = 4;

}  // namespace

FeedForward::FeedForward(const Weights& weights, std::int64_t channels)
    : project_(child<Linear>("net.0.proj", weights, channels, 2 * feed_forward_factor * channels)),
      out_(child<Linear>("net.2", weights, feed_forward_factor * channels, channels)) {}

at::Tensor FeedForward::add_to(const at::Tensor& residual, const at::Tensor& x) const {
  const at::Tensor both = project_->forward(x);  // values and gates, [B, S, 2 · 4 · channels]
  if (takes_gated_gelu(both)) return out_->add_to(residual, call_gated_gelu(both));
  const auto halves = both.chunk(2, -1);
  return out_->add_to(residual, halves[0] * at::gelu(halves[1]));
}

BasicTransformerBlock::BasicTransformerBlock(const Weights& weights, const TransformerOptions& options)
    : norm1_(child<LayerNorm>("norm1", weights, options.channels)),
      norm2_(child<LayerNorm>("norm2", weights, options.channels)),
      norm3_(child<LayerNorm>("norm3", weights, options.channels)) {
  const AttentionOptions attention{options.channels, options.heads, false, options.upcast};
  const bool image = options.image_tokens.value_or(weights.has("attn2.processor.to_k_ip.weight"));
  attn1_ = child<SelfAttention>("attn1", weights, attention);
  attn2_ = child<CrossAttention>("attn2", weights, attention, options.context_channels, image);
  ff_ = child<FeedForward>("ff", weights, options.channels);
}

at::Tensor BasicTransformerBlock::forward(const at::Tensor& x, const AttentionContext& context) const {
  const Presence here = present();
  at::Tensor hidden = attn1_->add_to(x, norm1_->forward(x));
  hidden = attn2_->add_to(hidden, norm2_->forward(hidden), context);
  return ff_->add_to(hidden, norm3_->forward(hidden));
}

std::pair<const CrossAttention*, KeyValues> BasicTransformerBlock::project(const AttentionContext& context) const {
  const Presence here = present();
  return {attn2_.get(), attn2_->project(context)};
}

Transformer2DModel::Transformer2DModel(const Weights& weights, const TransformerOptions& options)
    : norm_(child<GroupNorm>("norm", weights, options.groups, options.channels, group_norm_epsilon)) {
  const std::int64_t channels = options.channels;
  if (options.linear_projection) {
    linear_in_ = child<Linear>("proj_in", weights, channels, channels);
    linear_out_ = child<Linear>("proj_out", weights, channels, channels, Linear::Options{true, Init::zeros()});
  } else {
    conv_in_ = child<Conv2d>("proj_in", weights, channels, channels, Conv2d::Options{.kernel = 1, .padding = 0});
    conv_out_ = child<Conv2d>("proj_out", weights, channels, channels,
                              Conv2d::Options{.kernel = 1, .padding = 0, .init = Init::zeros()});
  }
  for (std::int64_t i = 0; i < options.layers; ++i) {
    blocks_.push_back(child<BasicTransformerBlock>("transformer_blocks." + std::to_string(i), weights, options));
  }
}

at::Tensor Transformer2DModel::forward(const at::Tensor& x, const AttentionContext& context) const {
  // [B, channels, H, W] → [B, S, channels] and back; no copy when channels-last
  const auto cells = [](const at::Tensor& map) { return map.permute({0, 2, 3, 1}).flatten(1, 2); };
  const auto map = [&](const at::Tensor& rows) {
    return rows.unflatten(1, {x.size(2), x.size(3)}).permute({0, 3, 1, 2});
  };
  at::Tensor hidden = norm_->forward(x);
  if (conv_in_) hidden = conv_in_->forward(hidden);
  hidden = cells(hidden);
  if (linear_in_) hidden = linear_in_->forward(hidden);
  for (const auto& block : blocks_) hidden = block->forward(hidden, context);
  return linear_out_ ? map(linear_out_->add_to(cells(x), hidden)) : conv_out_->add_to(x, map(hidden));
}

}  // namespace koma::nn
