// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "engine/models/resampler_layers.h"

namespace koma::models {

/// Sizes of MS-Diffusion's resampler, all of which its weights show but the width of a head (64).
struct GroundingResamplerConfig {
  ResamplerWidths layers;
  std::int64_t depth = 4;
  std::int64_t num_queries = 16;      ///< tokens per picture
  std::int64_t embedding_dim = 1664;  ///< width of the picture features
  std::int64_t phrase_dim = 768;      ///< width of a phrase's vector
  std::int64_t latent_dim = 1664;     ///< between phrase and box on one side and the queries on the other
  std::int64_t output_dim = 2048;     ///< cross-attention width of the denoiser

  /// Reads shapes only. Throws Error(invalid_file).
  [[nodiscard]] static GroundingResamplerConfig detect(const nn::Weights& weights);
};

/// A box as sines and cosines at the frequencies 100^(k/8), k = 0…7 (specs/msdiffusion.md 6, step 1).
/// boxes [R, 4] as left, top, right, bottom in 0…1 → [R, 64]: per frequency four sines, then four cosines
[[nodiscard]] at::Tensor fourier_code(const at::Tensor& boxes);

/// What is known of R pictures before they are looked at.
struct Grounding {
  at::Tensor phrases;    // [R, phrase_dim]: pooled output of the first text encoder
  at::Tensor boxes;      // [R, 4]
  bool dropped = false;  ///< learned queries instead, which know neither phrase nor box
};

/// MS-Diffusion's grounding resampler (specs/msdiffusion.md 6): phrase and box make the queries of a perceiver that
/// turns a picture's features into tokens. Names as in `image_proj` of ms_adapter.bin.
class GroundingResampler final : public nn::Module {
 public:
  GroundingResampler(const nn::Weights& weights, const GroundingResamplerConfig& config);

  /// features [R, S, embedding_dim] → [R, num_queries, output_dim]
  [[nodiscard]] at::Tensor forward(const at::Tensor& features, const Grounding& grounding) const;
  /// Where the queries begin: [R, num_queries, dim].
  [[nodiscard]] at::Tensor queries(const Grounding& grounding) const;

  [[nodiscard]] const GroundingResamplerConfig& config() const { return config_; }

 private:
  GroundingResamplerConfig config_;
  at::Tensor grounding_latents_;  // [1, num_queries, dim]
  std::shared_ptr<nn::Linear> latent_in_, latent_out_, proj_in_, proj_out_;
  std::shared_ptr<nn::LayerNorm> latent_norm_, attention_norm_, norm_out_;
  std::vector<std::shared_ptr<ResamplerAttention>> attention_;
  std::vector<std::shared_ptr<ResamplerFeedForward>> feed_forward_;
};

}  // namespace koma::models
