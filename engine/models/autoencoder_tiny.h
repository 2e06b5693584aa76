// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include "engine/nn/layers.h"

namespace koma::models {

class TinyStack;

/// config.json of diffusers' `AutoencoderTiny` (TAESD), or what a bare weights file shows of it.
struct AutoencoderTinyConfig {
  std::int64_t in_channels = 3, out_channels = 3, latent_channels = 4;
  std::int64_t encoder_width = 64, decoder_width = 64;          ///< channels of every stage
  std::vector<std::int64_t> num_encoder_blocks = {1, 3, 3, 3};  ///< per stage, the largest picture first
  std::vector<std::int64_t> num_decoder_blocks = {3, 3, 3, 1};  ///< per stage, the smallest picture first
  double scaling_factor = 1;                                    ///< of the denoiser's latents; 1 for TAESD

  /// Missing keys get diffusers' defaults. Throws Error(invalid_file | unsupported) naming the key.
  [[nodiscard]] static AutoencoderTinyConfig from_json(const nlohmann::json& json);
  /// Counts blocks and widths in the weights: diffusers' names, or TAESD's own encoder or decoder file ("0.weight", …).
  /// Throws Error(invalid_file) when they are none of these.
  [[nodiscard]] static AutoencoderTinyConfig detect(const nn::Weights& weights);
  /// Pixels per latent cell along a side.
  [[nodiscard]] std::int64_t factor() const;
};

/// TAESD: a small autoencoder whose latents are the denoiser's, for previews.
/// Each direction is there when the weights have it: TAESD's own files hold one each.
class AutoencoderTiny final : public nn::Module {
 public:
  AutoencoderTiny(const nn::Weights& weights, const AutoencoderTinyConfig& config);

  [[nodiscard]] bool has_encoder() const { return encoder_ != nullptr; }
  [[nodiscard]] bool has_decoder() const { return decoder_ != nullptr; }
  /// image [B, in_channels, H, W] in −1…1 → latents in the denoiser's scale [B, latent_channels, H / factor, W /
  /// factor]
  [[nodiscard]] at::Tensor encode(const at::Tensor& image) const;
  /// latents in the denoiser's scale [B, latent_channels, h, w] → [B, out_channels, factor · h, factor · w], about
  /// −1…1, not clamped
  [[nodiscard]] at::Tensor decode(const at::Tensor& latents) const;

  [[nodiscard]] const AutoencoderTinyConfig& config() const { return config_; }

 private:
  AutoencoderTinyConfig config_;
  std::shared_ptr<TinyStack> encoder_, decoder_;  // null when the weights have no such part
};

}  // namespace koma::models
