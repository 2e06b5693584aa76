// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "engine/nn/layers.h"

namespace koma::models {

/// Sizes of DiffSensei's resampler; public checkpoints carry no config, so they can be read from the weights.
struct ResamplerConfig {
  std::int64_t dim = 1280;
  std::int64_t depth = 4;
  std::int64_t dim_head = 64;
  std::int64_t heads = 20;
  std::int64_t num_queries = 16;        ///< tokens per character
  std::int64_t num_dummy_tokens = 16;   ///< tokens of what lies outside all characters
  std::int64_t embedding_dim = 1280;    ///< width of the picture features
  std::int64_t magi_embedding_dim = 0;  ///< width of the Magi vector; 0: the model takes none
  std::int64_t output_dim = 2048;       ///< cross-attention width of the denoiser
  std::int64_t ff_mult = 4;

  /// Missing keys get the defaults above ("magi_embedding_dim": null means none). Throws Error(invalid_file).
  [[nodiscard]] static ResamplerConfig from_json(const nlohmann::json& json);
  /// Reads shapes only; the width of a head cannot be seen in them. Throws Error(invalid_file).
  [[nodiscard]] static ResamplerConfig detect(const nn::Weights& weights, std::int64_t dim_head = 64);
};

class ResamplerAttention;
class ResamplerFeedForward;

/// A perceiver (Jaegle et al. 2021; IP-Adapter's Resampler) that turns picture features into a fixed number of tokens
/// per character and puts learned dummy tokens before them (specs/diffsensei.md 2.5).
class Resampler final : public nn::Module {
 public:
  Resampler(const nn::Weights& weights, const ResamplerConfig& config);
  ~Resampler() override;

  /// features [B, N, S, embedding_dim], magi [B, N, magi_embedding_dim] (undefined when the model takes none)
  /// → [B, num_dummy_tokens + N · num_queries, output_dim]. Throws Error(invalid_argument) for other shapes.
  at::Tensor forward(const at::Tensor& features, const at::Tensor& magi = {}) const;
  /// The characters' tokens alone: [B, N · num_queries, output_dim].
  at::Tensor characters(const at::Tensor& features, const at::Tensor& magi = {}) const;
  /// [num_dummy_tokens, output_dim]
  [[nodiscard]] const at::Tensor& dummy_tokens() const { return dummy_tokens_; }

  [[nodiscard]] const ResamplerConfig& config() const { return config_; }

 private:
  void check(const at::Tensor& features, const at::Tensor& magi) const;

  ResamplerConfig config_;
  at::Tensor latents_;       // [1, num_queries, dim]
  at::Tensor dummy_tokens_;  // [num_dummy_tokens, output_dim]
  std::shared_ptr<nn::Linear> proj_in_, proj_in_magi_, proj_out_;
  std::shared_ptr<nn::LayerNorm> norm_out_;
  std::vector<std::shared_ptr<ResamplerAttention>> attention_;
  std::vector<std::shared_ptr<ResamplerFeedForward>> feed_forward_;
};

}  // namespace koma::models
