// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/nn/layers.h"

namespace koma::models {

/// Sizes of one of the agent's resamplers. All but the heads can be seen in the weights.
struct QwenResamplerConfig {
  std::int64_t grid_size = 8;  ///< queries along a side of their square
  std::int64_t embed_dim = 4096;
  std::int64_t num_heads = 32;
  std::int64_t kv_dim = 4096;  ///< width of what is looked at

  /// Missing keys get the defaults above. Throws Error(invalid_file).
  [[nodiscard]] static QwenResamplerConfig from_json(const nlohmann::json& json, const std::string& name);
  /// Reads shapes only. Throws Error(invalid_file) when they are no resampler's or the heads do not divide them.
  [[nodiscard]] static QwenResamplerConfig detect(const nn::Weights& weights, std::int64_t num_heads);
};

class QwenAttention;

/// Learned queries look once at any number of vectors (Bai et al. 2023, Qwen-VL; specs/diffsensei.md 4.3): one
/// attention with sinusoids of the places in a square, and nothing else.
class QwenResampler final : public nn::Module {
 public:
  QwenResampler(const nn::Weights& weights, const QwenResamplerConfig& config);
  ~QwenResampler() override;

  /// x [B, T, kv_dim], T a square → [B, grid_size², embed_dim]. Throws Error(invalid_argument) for other shapes.
  at::Tensor forward(const at::Tensor& x) const;
  /// Rows of the result.
  [[nodiscard]] std::int64_t queries() const { return config_.grid_size * config_.grid_size; }
  [[nodiscard]] const QwenResamplerConfig& config() const { return config_; }

 private:
  [[nodiscard]] at::Tensor places(std::int64_t count) const;

  QwenResamplerConfig config_;
  at::Tensor pos_embed_;                 // [Q, embed_dim], frozen; where none is stored, the sinusoids themselves
  at::Tensor query_;                     // [Q, embed_dim]
  std::shared_ptr<nn::Linear> kv_proj_;  // null where both widths are the same and none is stored
  std::shared_ptr<nn::LayerNorm> ln_q_, ln_kv_;
  std::shared_ptr<QwenAttention> attn_;
};

/// The sinusoids of a square grid: the first half of a row encodes the column, the second the row of the cell.
/// → [side², width], float32; `width` divides by 4.
[[nodiscard]] at::Tensor grid_sinusoids(std::int64_t side, std::int64_t width);

/// mllm/agent: from character tokens to what the language model reads, and back.
class AgentResamplers final : public nn::Module {
 public:
  struct Config {
    QwenResamplerConfig input, output;
    /// Sizes from the weights; heads from `json` ({"input_resampler": {"num_heads": 32}, "output_resampler": …}, null:
    /// DiffSensei's 32). Throws Error(invalid_file).
    [[nodiscard]] static Config detect(const nn::Weights& weights, const nlohmann::json& json);
  };
  AgentResamplers(const nn::Weights& weights, const Config& config);

  /// [B, T, character width] → [B, Q, language width]
  [[nodiscard]] const QwenResampler& input() const { return *input_; }
  /// [B, T, language width] → [B, Q, character width]
  [[nodiscard]] const QwenResampler& output() const { return *output_; }

 private:
  std::shared_ptr<QwenResampler> input_, output_;
};

}  // namespace koma::models
