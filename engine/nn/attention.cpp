// SPDX-License-Identifier: Apache-2.0
#include "engine/nn/attention.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "engine/nn/kernel_calls.h"
#include "engine/nn/regional_attention.h"

namespace koma::nn {
namespace {

/// Up to this many scores per head, plain products beat the fused kernel on a CPU: mini's forward and backward take
/// 33 instead of 42 ms per sample in bfloat16. Larger maps keep the fused kernel, which never stores the scores.
constexpr std::int64_t plain_scores = 1 << 17;

}  // namespace

at::Tensor attend(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values, const at::Tensor& mask,
                  bool upcast) {
  if (takes_attention(queries, keys, values)) return call_attention(queries, keys, values, mask);
  const bool plain = queries.is_cpu() && queries.size(2) * keys.size(2) <= plain_scores;
  // On a GPU the fused kernels keep scores in float32 whatever the inputs' type, and never store them.
  if (!queries.is_cpu() || (!upcast && !plain)) {
    const std::optional<at::Tensor> bias = mask.defined() ? std::optional(mask.to(queries.dtype())) : std::nullopt;
    return at::scaled_dot_product_attention(queries, keys, values, bias);
  }
  const double scale = 1.0 / std::sqrt(static_cast<double>(queries.size(-1)));
  const at::ScalarType type = upcast ? at::kFloat : queries.scalar_type();
  at::Tensor scores = at::matmul(queries.to(type) * scale, keys.to(type).transpose(-1, -2));  // [B, heads, S, T]
  if (mask.defined()) scores = scores + mask.to(scores.dtype());
  return at::matmul(at::softmax(scores, -1).to(values.dtype()), values);  // [B, heads, S, d]
}

at::Tensor split_heads(const at::Tensor& x, std::int64_t heads) {
  return x.unflatten(-1, {heads, x.size(-1) / heads}).transpose(1, 2);
}

at::Tensor merge_heads(const at::Tensor& x) {
  return x.transpose(1, 2).flatten(2);
}

SelfAttention::SelfAttention(const Weights& weights, const AttentionOptions& options)
    : to_q_(child<Linear>("to_q", weights, options.channels, options.channels, Linear::Options{options.bias, {}})),
      to_k_(child<Linear>("to_k", weights, options.channels, options.channels, Linear::Options{options.bias, {}})),
      to_v_(child<Linear>("to_v", weights, options.channels, options.channels, Linear::Options{options.bias, {}})),
      to_out_(child<Linear>("to_out.0", weights, options.channels, options.channels)),
      heads_(options.heads),
      upcast_(options.upcast) {}

at::Tensor SelfAttention::look_around(const at::Tensor& x) const {
  const at::Tensor queries = split_heads(to_q_->forward(x), heads_);  // [B, heads, S, d]
  const at::Tensor keys = split_heads(to_k_->forward(x), heads_);
  const at::Tensor values = split_heads(to_v_->forward(x), heads_);
  return merge_heads(attend(queries, keys, values, {}, upcast_));
}

at::Tensor SelfAttention::add_to(const at::Tensor& residual, const at::Tensor& x) const {
  return to_out_->add_to(residual, look_around(x));
}

SpatialAttention::SpatialAttention(const Weights& weights, std::int64_t channels, std::int64_t groups, double epsilon)
    : SelfAttention(weights, {.channels = channels, .heads = 1, .bias = true}),
      group_norm_(child<GroupNorm>("group_norm", weights, groups, channels, epsilon)) {}

at::Tensor SpatialAttention::forward(const at::Tensor& x) const {
  const auto cells = [](const at::Tensor& map) { return map.flatten(2).transpose(1, 2); };  // [B, H·W, channels]
  const at::Tensor seen = SelfAttention::add_to(cells(x), cells(group_norm_->forward(x)));
  return seen.transpose(1, 2).unflatten(2, {x.size(2), x.size(3)});
}

CrossAttention::CrossAttention(const Weights& weights, const AttentionOptions& options, std::int64_t context_channels,
                               bool image_tokens)
    : to_q_(child<Linear>("to_q", weights, options.channels, options.channels, Linear::Options{options.bias, {}})),
      to_k_(child<Linear>("to_k", weights, context_channels, options.channels, Linear::Options{options.bias, {}})),
      to_v_(child<Linear>("to_v", weights, context_channels, options.channels, Linear::Options{options.bias, {}})),
      to_out_(child<Linear>("to_out.0", weights, options.channels, options.channels)),
      heads_(options.heads),
      upcast_(options.upcast) {
  if (!image_tokens) return;
  to_k_ip_ =
      child<Linear>("processor.to_k_ip", weights, context_channels, options.channels, Linear::Options{false, {}});
  to_v_ip_ =
      child<Linear>("processor.to_v_ip", weights, context_channels, options.channels, Linear::Options{false, {}});
}

KeyValues CrossAttention::project(const AttentionContext& context) const {
  KeyValues projected;
  projected.text_keys = split_heads(to_k_->forward(context.text), heads_);
  projected.text_values = split_heads(to_v_->forward(context.text), heads_);
  if (!to_k_ip_ || !context.image.defined() || context.image_scale == 0) return projected;
  projected.image_keys = split_heads(to_k_ip_->forward(context.image), heads_);
  at::Tensor values = to_v_ip_->forward(context.image);  // [B, T, channels]
  if (context.image_strength.defined()) values = values * context.image_strength.unsqueeze(-1).to(values.dtype());
  projected.image_values = split_heads(values, heads_);
  return projected;
}

at::Tensor CrossAttention::forward(const at::Tensor& x, const AttentionContext& context) const {
  return to_out_->forward(look(x, context));
}

at::Tensor CrossAttention::add_to(const at::Tensor& residual, const at::Tensor& x,
                                  const AttentionContext& context) const {
  return to_out_->add_to(residual, look(x, context));
}

at::Tensor CrossAttention::look(const at::Tensor& x, const AttentionContext& context) const {
  const auto found = context.prepared != nullptr ? context.prepared->find(this) : decltype(context.prepared->end()){};
  const bool stored = context.prepared != nullptr && found != context.prepared->end();
  const KeyValues tokens = stored ? found->second : project(context);
  const at::Tensor asked = to_q_->forward(x);             // [B, S, channels]
  const at::Tensor queries = split_heads(asked, heads_);  // [B, heads, S, d]
  if (context.words != nullptr) context.words->see(queries, tokens.text_keys);
  at::Tensor seen = context.regions != nullptr
                        ? attend_regions(asked, {tokens.text_keys, tokens.text_values}, *context.regions, upcast_)
                        : attend(queries, tokens.text_keys, tokens.text_values, {}, upcast_);
  if (tokens.image_keys.defined()) {
    const std::int64_t blind = std::max<std::int64_t>(seen.size(0) - tokens.image_keys.size(0), 0);
    const at::Tensor image = look_at_image(queries.slice(0, blind), tokens, context);
    seen = blind == 0 ? seen + image : at::cat({seen.slice(0, 0, blind), seen.slice(0, blind) + image});
  }
  return merge_heads(seen);
}

at::Tensor CrossAttention::look_at_image(const at::Tensor& queries, const KeyValues& tokens,
                                         const AttentionContext& context) const {
  ImageReach reach{context.image_mask, context.image_inside};
  if (context.found != nullptr) {
    const std::int64_t blind = tokens.text_keys.size(0) - queries.size(0);
    reach = context.found->reach(this, queries, tokens.text_keys.slice(0, blind), reach);
  }
  const at::Tensor image = attend(queries, tokens.image_keys, tokens.image_values, reach.mask, upcast_);
  const at::Tensor scaled = context.image_scale == 1 ? image : image * context.image_scale;
  return reach.inside.defined() ? scaled * reach.inside : scaled;
}

}  // namespace koma::nn
