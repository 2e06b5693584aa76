// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/nn/resnet_block.h"
#include "engine/nn/transformer_block.h"

namespace koma::models {

/// What every block of one level is made of.
struct UNetBlockOptions {
  nn::ResnetOptions resnet;            ///< inputs and outputs are filled per block
  nn::TransformerOptions transformer;  ///< channels are filled per block; layers 0: a block without attention
  std::int64_t layers = 2;             ///< residual blocks
};

/// diffusers' `DownBlock2D` and `CrossAttnDownBlock2D`.
class DownBlock2D final : public nn::Module {
 public:
  DownBlock2D(const nn::Weights& weights, const UNetBlockOptions& options, std::int64_t inputs, std::int64_t outputs,
              bool downsample);
  /// x [B, inputs, H, W], time [B, T] → [B, outputs, H', W']; appends every hidden state to `skips`.
  at::Tensor forward(const at::Tensor& x, const at::Tensor& time, const nn::AttentionContext& context,
                     std::vector<at::Tensor>& skips) const;

 private:
  std::vector<std::shared_ptr<nn::ResnetBlock2D>> resnets_;
  std::vector<std::shared_ptr<nn::Transformer2DModel>> attentions_;  // empty without attention
  std::shared_ptr<nn::Downsample2D> downsampler_;                    // null on the last level
};

/// diffusers' `UNetMidBlock2DCrossAttn`.
class MidBlock2D final : public nn::Module {
 public:
  MidBlock2D(const nn::Weights& weights, const UNetBlockOptions& options, std::int64_t channels);
  /// [B, channels, H, W] → the same shape
  at::Tensor forward(const at::Tensor& x, const at::Tensor& time, const nn::AttentionContext& context) const;

 private:
  std::shared_ptr<nn::ResnetBlock2D> before_, after_;
  std::shared_ptr<nn::Transformer2DModel> attention_;
};

/// Widths around an up block: its own, what comes from below, and the skips' (the last skip has `skip_last`).
struct UpBlockWidths {
  std::int64_t outputs = 0, below = 0, skip_last = 0;
};

/// diffusers' `UpBlock2D` and `CrossAttnUpBlock2D`.
class UpBlock2D final : public nn::Module {
 public:
  UpBlock2D(const nn::Weights& weights, const UNetBlockOptions& options, const UpBlockWidths& widths, bool upsample);
  /// x [B, below, H, W] → [B, outputs, H', W']; takes its skips from the end of `skips` and grows to the size of the
  /// next one, so that odd sizes fit.
  at::Tensor forward(const at::Tensor& x, const at::Tensor& time, const nn::AttentionContext& context,
                     std::vector<at::Tensor>& skips) const;

 private:
  std::vector<std::shared_ptr<nn::ResnetBlock2D>> resnets_;
  std::vector<std::shared_ptr<nn::Transformer2DModel>> attentions_;  // empty without attention
  std::shared_ptr<nn::Upsample2D> upsampler_;                        // null on the last level
};

}  // namespace koma::models
