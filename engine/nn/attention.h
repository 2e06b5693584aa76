// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>

#include "engine/nn/image_reach.h"
#include "engine/nn/layers.h"
#include "engine/nn/word_maps.h"

namespace koma::nn {

struct TextRegions;

/// softmax(Q Kᵀ / √d + mask) V (Vaswani et al. 2017, equation 1). The softmax of `upcast` runs in float32.
/// queries [B, heads, S, d], keys and values [B, heads, T, d]; mask additive, broadcastable to [B, heads, S, T], or
/// undefined. → [B, heads, S, d]
[[nodiscard]] at::Tensor attend(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values,
                                const at::Tensor& mask = {}, bool upcast = false);
/// [B, S, heads · d] → [B, heads, S, d], a view
[[nodiscard]] at::Tensor split_heads(const at::Tensor& x, std::int64_t heads);
/// [B, heads, S, d] → [B, S, heads · d]
[[nodiscard]] at::Tensor merge_heads(const at::Tensor& x);

struct AttentionOptions {
  std::int64_t channels = 0;
  std::int64_t heads = 1;
  bool bias = false;  ///< on the query, key and value projections
  bool upcast = false;
};

/// Every position looks at every position: `to_q`, `to_k`, `to_v`, `to_out.0`.
class SelfAttention : public Module {
 public:
  SelfAttention(const Weights& weights, const AttentionOptions& options);
  /// residual + attention(x). [B, S, channels] both → the same shape
  [[nodiscard]] at::Tensor add_to(const at::Tensor& residual, const at::Tensor& x) const;

 private:
  [[nodiscard]] at::Tensor look_around(const at::Tensor& x) const;

  std::shared_ptr<Linear> to_q_, to_k_, to_v_, to_out_;
  std::int64_t heads_;
  bool upcast_;
};

/// The autoencoder's attention over all cells of a feature map: group norm, one head, residual.
class SpatialAttention final : public SelfAttention {
 public:
  SpatialAttention(const Weights& weights, std::int64_t channels, std::int64_t groups, double epsilon);
  /// [B, channels, H, W] → the same shape
  at::Tensor forward(const at::Tensor& x) const;

 private:
  std::shared_ptr<GroupNorm> group_norm_;
};

/// Keys and values of one cross-attention layer, split into heads.
struct KeyValues {
  at::Tensor text_keys, text_values;  // [B, heads, L, d]
  /// [R, heads, T, d] for the last R ≤ B rows, those before see no image tokens; undefined without image tokens.
  at::Tensor image_keys, image_values;
};

class CrossAttention;

/// What the layers of one denoiser call look at.
struct AttentionContext {
  at::Tensor text;               // [B, L, context]
  at::Tensor image;              // [B, T, context]; undefined: no image tokens
  at::Tensor image_mask;         // additive [B, 1, S, T] for the level at hand; undefined: all visible
  at::Tensor image_inside;       // [B, 1, S, 1], multiplies what is seen of the image tokens; undefined: 1
  at::Tensor image_strength;     // [B, T], multiplies each token's value; undefined: 1
  double image_scale = 1;        ///< multiplies the whole image contribution
  FoundLayout* found = nullptr;  ///< finds mask and inside anew in every call
  WordMaps* words = nullptr;     ///< is shown what every call's text attention looks at
  /// Which positions of the level at hand read which part of the text (regional_attention.h); null: all read all.
  const TextRegions* regions = nullptr;
  /// Keys and values that were projected before; a layer that is missing here projects anew.
  const std::unordered_map<const CrossAttention*, KeyValues>* prepared = nullptr;
};

/// Text attention plus, where the weights or the config have it, decoupled image attention (IP-Adapter, Ye et al. 2023,
/// equation 5; DiffSensei adds the mask, specs/diffsensei.md 3.6):
///   out = to_out(attend(q, k, v) + image_scale · inside · attend(q, k_ip, strength · v_ip, mask)).
/// When every strength is the same s, this equals image_scale · s without strengths.
class CrossAttention final : public Module {
 public:
  CrossAttention(const Weights& weights, const AttentionOptions& options, std::int64_t context_channels,
                 bool image_tokens);
  /// [B, S, channels] → the same shape
  at::Tensor forward(const at::Tensor& x, const AttentionContext& context) const;
  /// residual + forward(x, context)
  [[nodiscard]] at::Tensor add_to(const at::Tensor& residual, const at::Tensor& x,
                                  const AttentionContext& context) const;
  /// Keys and values of the context; they depend on no timestep, so a generation computes them once.
  [[nodiscard]] KeyValues project(const AttentionContext& context) const;

 private:
  [[nodiscard]] at::Tensor look(const at::Tensor& x, const AttentionContext& context) const;
  [[nodiscard]] at::Tensor look_at_image(const at::Tensor& queries, const KeyValues& tokens,
                                         const AttentionContext& context) const;

  std::shared_ptr<Linear> to_q_, to_k_, to_v_, to_out_;
  std::shared_ptr<Linear> to_k_ip_, to_v_ip_;  // null without image tokens
  std::int64_t heads_;
  bool upcast_;
};

}  // namespace koma::nn
