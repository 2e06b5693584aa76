// SPDX-License-Identifier: Apache-2.0
#include "engine/models/autoencoder_blocks.h"

#include <ATen/ATen.h>

#include "engine/models/layer_names.h"

namespace koma::models {
namespace {

constexpr double epsilon = 1e-6;  // diffusers' constant for every norm of the autoencoder

nn::ResnetOptions resnet(const AutoencoderKLConfig& config, std::int64_t inputs, std::int64_t outputs) {
  return {.inputs = inputs, .outputs = outputs, .groups = config.norm_num_groups, .epsilon = epsilon};
}

}  // namespace

AutoencoderMidBlock::AutoencoderMidBlock(const nn::Weights& weights, const AutoencoderKLConfig& config) {
  const std::int64_t channels = config.block_out_channels.back();
  resnets_.push_back(child<nn::ResnetBlock2D>("resnets.0", weights, resnet(config, channels, channels)));
  if (config.mid_block_add_attention) {
    attention_ = child<nn::SpatialAttention>("attentions.0", weights, channels, config.norm_num_groups, epsilon);
  }
  resnets_.push_back(child<nn::ResnetBlock2D>("resnets.1", weights, resnet(config, channels, channels)));
}

at::Tensor AutoencoderMidBlock::forward(const at::Tensor& x) const {
  at::Tensor hidden = resnets_[0]->forward(x);
  if (attention_) hidden = attention_->forward(hidden);
  return resnets_[1]->forward(hidden);
}

AutoencoderEncoder::AutoencoderEncoder(const nn::Weights& weights, const AutoencoderKLConfig& config)
    : patch_(config.patch_size) {
  const auto& widths = config.block_out_channels;
  conv_in_ = child<nn::Conv2d>("conv_in", weights, config.in_channels * patch_ * patch_, widths.front(),
                               nn::Conv2d::Options{});
  std::int64_t channels = widths.front();
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const std::string block = item("down_blocks", i);
    Level level;
    for (std::int64_t j = 0; j < config.layers_per_block; ++j) {
      level.resnets.push_back(
          child<nn::ResnetBlock2D>(item(block + ".resnets", j), weights, resnet(config, channels, widths[i])));
      channels = widths[i];
    }
    if (i + 1 < widths.size()) {
      level.downsampler = child<nn::Downsample2D>(block + ".downsamplers.0", weights, channels, false);
    }
    levels_.push_back(std::move(level));
  }
  mid_block_ = child<AutoencoderMidBlock>("mid_block", weights, config);
  conv_norm_out_ = child<nn::GroupNorm>("conv_norm_out", weights, config.norm_num_groups, channels, epsilon);
  conv_out_ = child<nn::Conv2d>("conv_out", weights, channels, 2 * config.latent_channels, nn::Conv2d::Options{});
}

at::Tensor AutoencoderEncoder::forward(const at::Tensor& image) const {
  at::Tensor hidden = conv_in_->forward(patch_ > 1 ? at::pixel_unshuffle(image, patch_) : image);
  for (const Level& level : levels_) {
    for (const auto& resnet : level.resnets) hidden = resnet->forward(hidden);
    if (level.downsampler) hidden = level.downsampler->forward(hidden);
  }
  hidden = mid_block_->forward(hidden);  // [B, C, H/f, W/f]
  return conv_out_->forward(conv_norm_out_->forward(hidden, nn::Activation::silu));
}

AutoencoderDecoder::AutoencoderDecoder(const nn::Weights& weights, const AutoencoderKLConfig& config)
    : patch_(config.patch_size) {
  const std::vector<std::int64_t> widths(config.block_out_channels.rbegin(), config.block_out_channels.rend());
  conv_in_ = child<nn::Conv2d>("conv_in", weights, config.latent_channels, widths.front(), nn::Conv2d::Options{});
  mid_block_ = child<AutoencoderMidBlock>("mid_block", weights, config);
  std::int64_t channels = widths.front();
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const std::string block = item("up_blocks", i);
    Level level;
    for (std::int64_t j = 0; j < config.layers_per_block + 1; ++j) {
      level.resnets.push_back(
          child<nn::ResnetBlock2D>(item(block + ".resnets", j), weights, resnet(config, channels, widths[i])));
      channels = widths[i];
    }
    if (i + 1 < widths.size()) level.upsampler = child<nn::Upsample2D>(block + ".upsamplers.0", weights, channels);
    levels_.push_back(std::move(level));
  }
  conv_norm_out_ = child<nn::GroupNorm>("conv_norm_out", weights, config.norm_num_groups, channels, epsilon);
  const std::int64_t outputs = patch_ > 1 ? config.patch_channels * patch_ * patch_ : config.out_channels;
  conv_out_ = child<nn::Conv2d>("conv_out", weights, channels, outputs, nn::Conv2d::Options{});
  if (patch_ == 1) return;
  patch_conv_1_ =
      child<nn::Conv2d>("patch_conv_1", weights, config.patch_channels, config.patch_channels, nn::Conv2d::Options{});
  patch_conv_2_ =
      child<nn::Conv2d>("patch_conv_2", weights, config.patch_channels, config.out_channels, nn::Conv2d::Options{});
}

at::Tensor AutoencoderDecoder::forward(const at::Tensor& latent) const {
  at::Tensor hidden = mid_block_->forward(conv_in_->forward(latent));
  for (const Level& level : levels_) {
    for (const auto& resnet : level.resnets) hidden = resnet->forward(hidden);
    if (level.upsampler) hidden = level.upsampler->forward(hidden, 2 * hidden.size(2), 2 * hidden.size(3));
  }
  hidden = conv_out_->forward(conv_norm_out_->forward(hidden, nn::Activation::silu));
  if (patch_ == 1) return hidden;
  hidden = at::silu(at::pixel_shuffle(hidden, patch_));  // [B, patch_channels, f·h, f·w]
  return patch_conv_2_->forward(at::silu(patch_conv_1_->forward(hidden)));
}

}  // namespace koma::models
