// SPDX-License-Identifier: Apache-2.0
#include "engine/models/autoencoder_kl.h"

#include <ATen/ATen.h>

#include "engine/models/autoencoder_blocks.h"
#include "engine/models/config_reader.h"

namespace koma::models {
namespace {

/// [1, channels, 1, 1], to be broadcast over latents like `like`.
at::Tensor per_channel(const std::vector<double>& values, const at::Tensor& like) {
  return at::tensor(values, like.options().dtype(at::kDouble).device(at::kCPU)).to(like.options()).view({1, -1, 1, 1});
}

}  // namespace

AutoencoderKLConfig AutoencoderKLConfig::from_json(const nlohmann::json& json) {
  const ConfigReader reader(json, "vae");
  AutoencoderKLConfig config;
  config.in_channels = reader.count("in_channels", 3);
  config.out_channels = reader.count("out_channels", 3);
  config.latent_channels = reader.count("latent_channels", 4);
  config.block_out_channels = reader.counts("block_out_channels", {64});
  config.layers_per_block = reader.count("layers_per_block", 1);
  config.norm_num_groups = reader.count("norm_num_groups", 32);
  config.mid_block_add_attention = reader.flag("mid_block_add_attention", true);
  config.use_quant_conv = reader.flag("use_quant_conv", true);
  config.use_post_quant_conv = reader.flag("use_post_quant_conv", true);
  config.scaling_factor = reader.number("scaling_factor", 0.18215);
  config.latents_mean = reader.numbers("latents_mean");
  config.latents_std = reader.numbers("latents_std");
  config.patch_size = reader.count("patch_size", 1);
  config.patch_channels = reader.count("patch_channels", 8);

  reader.require("act_fn", "silu");
  reader.require("shift_factor", nullptr);
  for (const auto& type : reader.texts("down_block_types", {})) {
    if (type != "DownEncoderBlock2D") reader.refuse("down_block_types", "DownEncoderBlock2D only");
  }
  for (const auto& type : reader.texts("up_block_types", {})) {
    if (type != "UpDecoderBlock2D") reader.refuse("up_block_types", "UpDecoderBlock2D only");
  }
  for (const std::int64_t width : config.block_out_channels) {
    if (width % config.norm_num_groups != 0) reader.refuse("norm_num_groups", "a divisor of every block's channels");
  }
  const auto channels = static_cast<std::size_t>(config.latent_channels);
  if (!config.latents_mean.empty() && config.latents_mean.size() != channels) {
    reader.refuse("latents_mean", "one number per latent channel");
  }
  if (config.latents_std.size() != config.latents_mean.size()) {
    reader.refuse("latents_std", "as many numbers as latents_mean has");
  }
  for (const double deviation : config.latents_std) {
    if (deviation <= 0) reader.refuse("latents_std", "positive numbers");
  }
  if (config.scaling_factor <= 0) reader.refuse("scaling_factor", "a positive number");
  return config;
}

std::int64_t AutoencoderKLConfig::factor() const {
  return patch_size << (static_cast<std::int64_t>(block_out_channels.size()) - 1);
}

AutoencoderKL::AutoencoderKL(const nn::Weights& weights, const AutoencoderKLConfig& config)
    : config_(config),
      encoder_(child<AutoencoderEncoder>("encoder", weights, config)),
      decoder_(child<AutoencoderDecoder>("decoder", weights, config)) {
  const nn::Conv2d::Options pointwise{.kernel = 1, .padding = 0};
  if (config.use_quant_conv) {
    quant_conv_ =
        child<nn::Conv2d>("quant_conv", weights, 2 * config.latent_channels, 2 * config.latent_channels, pointwise);
  }
  if (config.use_post_quant_conv) {
    post_quant_conv_ =
        child<nn::Conv2d>("post_quant_conv", weights, config.latent_channels, config.latent_channels, pointwise);
  }
}

LatentDistribution AutoencoderKL::encode(const at::Tensor& image) const {
  at::Tensor moments = encoder_->forward(image);  // [B, 2c, h, w]
  if (quant_conv_) moments = quant_conv_->forward(moments);
  const auto halves = moments.chunk(2, 1);
  return {halves[0], halves[1].clamp(-30, 20)};
}

at::Tensor AutoencoderKL::decode(const at::Tensor& latent) const {
  return decoder_->forward(post_quant_conv_ ? post_quant_conv_->forward(latent) : latent);
}

at::Tensor AutoencoderKL::to_denoiser(const at::Tensor& latent) const {
  if (config_.latents_mean.empty()) return latent * config_.scaling_factor;
  return (latent - per_channel(config_.latents_mean, latent)) / per_channel(config_.latents_std, latent) *
         config_.scaling_factor;
}

at::Tensor AutoencoderKL::from_denoiser(const at::Tensor& latent) const {
  const at::Tensor scaled = latent / config_.scaling_factor;
  if (config_.latents_mean.empty()) return scaled;
  return scaled * per_channel(config_.latents_std, latent) + per_channel(config_.latents_mean, latent);
}

}  // namespace koma::models
