// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/models/autoencoder_kl.h"
#include "engine/nn/attention.h"
#include "engine/nn/resnet_block.h"

namespace koma::models {

/// Two residual blocks around an optional attention (diffusers `UNetMidBlock2D`).
class AutoencoderMidBlock final : public nn::Module {
 public:
  AutoencoderMidBlock(const nn::Weights& weights, const AutoencoderKLConfig& config);
  /// [B, C, H, W] → the same shape
  at::Tensor forward(const at::Tensor& x) const;

 private:
  std::vector<std::shared_ptr<nn::ResnetBlock2D>> resnets_;
  std::shared_ptr<nn::SpatialAttention> attention_;  // null without attention
};

/// Pixels to the two halves of a latent distribution.
class AutoencoderEncoder final : public nn::Module {
 public:
  AutoencoderEncoder(const nn::Weights& weights, const AutoencoderKLConfig& config);
  /// [B, in_channels, H, W] → [B, 2 · latent_channels, H/f, W/f]
  at::Tensor forward(const at::Tensor& image) const;

 private:
  struct Level {
    std::vector<std::shared_ptr<nn::ResnetBlock2D>> resnets;
    std::shared_ptr<nn::Downsample2D> downsampler;  // null on the last level
  };
  std::int64_t patch_;
  std::shared_ptr<nn::Conv2d> conv_in_, conv_out_;
  std::vector<Level> levels_;
  std::shared_ptr<AutoencoderMidBlock> mid_block_;
  std::shared_ptr<nn::GroupNorm> conv_norm_out_;
};

/// Latents to pixels.
class AutoencoderDecoder final : public nn::Module {
 public:
  AutoencoderDecoder(const nn::Weights& weights, const AutoencoderKLConfig& config);
  /// [B, latent_channels, h, w] → [B, out_channels, f·h, f·w]
  at::Tensor forward(const at::Tensor& latent) const;

 private:
  struct Level {
    std::vector<std::shared_ptr<nn::ResnetBlock2D>> resnets;
    std::shared_ptr<nn::Upsample2D> upsampler;  // null on the last level
  };
  std::int64_t patch_;
  std::shared_ptr<nn::Conv2d> conv_in_, conv_out_;
  std::shared_ptr<AutoencoderMidBlock> mid_block_;
  std::vector<Level> levels_;
  std::shared_ptr<nn::GroupNorm> conv_norm_out_;
  std::shared_ptr<nn::Conv2d> patch_conv_1_, patch_conv_2_;  // null without patches
};

}  // namespace koma::models
