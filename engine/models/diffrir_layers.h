// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "engine/nn/layers.h"

namespace koma::models {

/// Measures of a block of DiffRIR's U-Net.
struct DiffRirBlockShape {
  std::int64_t channels = 64;
  std::int64_t heads = 1;
  double expansion = 2.2;  ///< hidden channels of the feed-forward part, of `channels`; rounded down
};

/// Numbers in the vector that modulates every block.
inline constexpr std::int64_t diffrir_code = 256;
inline constexpr nn::Conv2d::Options diffrir_pointwise{
    .kernel = 1, .stride = 1, .padding = 0, .bias = false, .init = {}};

class DiffRirAttention;
class DiffRirFeedForward;
class DiffRirNorm;

/// One transformer block (specs/llmga.md 3.3): attention between channels, then a gated feed-forward part, each behind
/// a norm and modulated by the vector.
class DiffRirBlock final : public nn::Module {
 public:
  DiffRirBlock(const nn::Weights& weights, const DiffRirBlockShape& shape);
  ~DiffRirBlock() override;

  /// x [B, channels, H, W], code [B, 256] → like x. Norms over the picture, softmax and variance are float32.
  [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& code) const;

 private:
  std::shared_ptr<DiffRirNorm> norm1_, norm2_;
  std::shared_ptr<DiffRirAttention> attention_;
  std::shared_ptr<DiffRirFeedForward> feed_forward_;
};

/// Blocks one after the other, named "0", "1", ….
class DiffRirGroup final : public nn::Module {
 public:
  DiffRirGroup(const nn::Weights& weights, std::int64_t count, const DiffRirBlockShape& shape);
  /// As DiffRirBlock.
  [[nodiscard]] at::Tensor forward(const at::Tensor& x, const at::Tensor& code) const;

 private:
  std::vector<std::shared_ptr<DiffRirBlock>> blocks_;
};

}  // namespace koma::models
