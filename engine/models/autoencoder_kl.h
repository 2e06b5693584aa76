// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "engine/nn/layers.h"

namespace koma::models {

class AutoencoderEncoder;
class AutoencoderDecoder;

/// config.json of diffusers' `AutoencoderKL`, with two optional keys of ours: "patch_size" and "patch_channels".
struct AutoencoderKLConfig {
  std::int64_t in_channels = 3, out_channels = 3, latent_channels = 4;
  std::vector<std::int64_t> block_out_channels = {64};
  std::int64_t layers_per_block = 1;
  std::int64_t norm_num_groups = 32;
  bool mid_block_add_attention = true;
  bool use_quant_conv = true, use_post_quant_conv = true;
  double scaling_factor = 0.18215;
  std::vector<double> latents_mean, latents_std;  ///< one per latent channel, or empty
  /// > 1: the encoder starts with a pixel unshuffle, the decoder ends with a pixel shuffle and two small convolutions.
  std::int64_t patch_size = 1;
  std::int64_t patch_channels = 8;  ///< channels after the decoder's pixel shuffle

  /// Missing keys get diffusers' defaults. Throws Error(invalid_file | unsupported) naming the key.
  [[nodiscard]] static AutoencoderKLConfig from_json(const nlohmann::json& json);
  /// Pixels per latent cell along a side.
  [[nodiscard]] std::int64_t factor() const;
};

/// The encoder's answer: a normal distribution per latent value.
struct LatentDistribution {
  at::Tensor mean;          // [B, latent_channels, h, w]; also the mode
  at::Tensor log_variance;  // the same shape, clamped to −30…20
};

/// Pictures to latents and back (Kingma & Welling 2014; Rombach et al. 2022; diffusers `AutoencoderKL`).
class AutoencoderKL final : public nn::Module {
 public:
  AutoencoderKL(const nn::Weights& weights, const AutoencoderKLConfig& config);

  /// image [B, in_channels, H, W] in −1…1, sides multiples of `factor()` → a distribution over [B, c, H/f, W/f]
  [[nodiscard]] LatentDistribution encode(const at::Tensor& image) const;
  /// latent as the encoder gave it [B, c, h, w] → [B, out_channels, f·h, f·w], about −1…1, not clamped
  [[nodiscard]] at::Tensor decode(const at::Tensor& latent) const;

  /// The encoder's latent as the denoiser sees it: (z − latents_mean) / latents_std · scaling_factor.
  [[nodiscard]] at::Tensor to_denoiser(const at::Tensor& latent) const;
  /// Undoes `to_denoiser`.
  [[nodiscard]] at::Tensor from_denoiser(const at::Tensor& latent) const;

  [[nodiscard]] const AutoencoderKLConfig& config() const { return config_; }

 private:
  AutoencoderKLConfig config_;
  std::shared_ptr<AutoencoderEncoder> encoder_;
  std::shared_ptr<AutoencoderDecoder> decoder_;
  std::shared_ptr<nn::Conv2d> quant_conv_, post_quant_conv_;  // null when the config has none
};

}  // namespace koma::models
