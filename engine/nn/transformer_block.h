// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/nn/attention.h"
#include "engine/nn/block.h"

namespace koma::nn {

struct TransformerOptions {
  std::int64_t channels = 0;
  std::int64_t heads = 1;
  std::int64_t layers = 1;
  std::int64_t context_channels = 0;
  std::int64_t groups = 32;
  bool linear_projection = true;  ///< linears around the blocks (SD2, SDXL) instead of 1×1 convolutions (SD1.5)
  bool upcast = false;            ///< attention scores in float32 (SD2.1)
  /// Whether the layers have image attention; left out, the stored weights decide.
  std::optional<bool> image_tokens = {};
};

/// Linear, x · GELU(gate), linear (Shazeer 2020): `net.0.proj`, `net.2`.
class FeedForward final : public Module {
 public:
  FeedForward(const Weights& weights, std::int64_t channels);
  /// residual + what the layers make of x. [B, S, channels] both → the same shape
  [[nodiscard]] at::Tensor add_to(const at::Tensor& residual, const at::Tensor& x) const;

 private:
  std::shared_ptr<Linear> project_, out_;
};

/// Norm and attend to itself, norm and attend to the context, norm and feed forward, each around a residual.
class BasicTransformerBlock final : public Block {
 public:
  BasicTransformerBlock(const Weights& weights, const TransformerOptions& options);
  /// [B, S, channels] → the same shape
  at::Tensor forward(const at::Tensor& x, const AttentionContext& context) const;
  /// Keys and values that the context has in this block, under the layer that wants them.
  [[nodiscard]] std::pair<const CrossAttention*, KeyValues> project(const AttentionContext& context) const;

 private:
  std::shared_ptr<LayerNorm> norm1_, norm2_, norm3_;
  std::shared_ptr<SelfAttention> attn1_;
  std::shared_ptr<CrossAttention> attn2_;
  std::shared_ptr<FeedForward> ff_;
};

/// Transformer blocks over the cells of a feature map (diffusers `Transformer2DModel`, continuous input). The
/// initialiser starts `proj_out` at zero, so a new transformer is the identity.
class Transformer2DModel final : public Module {
 public:
  Transformer2DModel(const Weights& weights, const TransformerOptions& options);
  /// [B, channels, H, W] → the same shape; S = H·W in row-major order
  at::Tensor forward(const at::Tensor& x, const AttentionContext& context) const;

 private:
  std::shared_ptr<GroupNorm> norm_;
  std::shared_ptr<Linear> linear_in_, linear_out_;  // null with convolutions
  std::shared_ptr<Conv2d> conv_in_, conv_out_;      // null with linears
  std::vector<std::shared_ptr<BasicTransformerBlock>> blocks_;
};

}  // namespace koma::nn
