// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>

#include "engine/models/clip_encoder.h"

namespace koma::models {

/// config.json of a CLIPTextModel or CLIPTextModelWithProjection.
struct ClipTextConfig {
  ClipEncoderConfig encoder;
  std::int64_t vocab_size = 49408;
  std::int64_t max_position_embeddings = 77;
  /// Width of `text_projection`; 0 for a CLIPTextModel, which has none.
  std::int64_t projection_dim = 0;
  /// Old configurations say 2 and mean "the largest id"; others name the id whose first place is pooled.
  std::int64_t eos_token_id = 49407;

  /// Missing keys get transformers' defaults. Throws Error(invalid_file | unsupported).
  [[nodiscard]] static ClipTextConfig from_json(const nlohmann::json& json);
};

/// What a prompt becomes.
struct ClipTextOutput {
  at::Tensor hidden;  ///< [B, T, C] residual stream after block depth − 1 − skip, before the final norm
  at::Tensor last;    ///< [B, T, C] last block's states after the final norm
  at::Tensor pooled;  ///< [B, projection_dim], or [B, C] without a projection: `last` at the end of the text
};

/// CLIP's text transformer with transformers' names (specs/engine.md, section 4.4). Both spellings are read, with and
/// without the leading "text_model.".
class ClipTextModel final : public nn::Module {
 public:
  ClipTextModel(const nn::Weights& weights, const ClipTextConfig& config);

  /// ids [B, T] int64, T ≤ max_position_embeddings. `skip` counts blocks from the end: 1 is the penultimate state
  /// that SDXL uses (hidden_states[-2]); a clip skip of n adds n. Ids from vocab_size on name the rows of `learned`
  /// [n, C], the vectors of textual inversions; they are never taken for the end of the text, as transformers' "largest
  /// id" would. Throws Error(invalid_argument) for ids or a skip out of range.
  ClipTextOutput forward(const at::Tensor& ids, std::int64_t skip = 1, const at::Tensor& learned = {}) const;
  /// Stable Diffusion 1 and 2 norm the chosen hidden state. [B, T, C] → [B, T, C]
  at::Tensor final_norm(const at::Tensor& hidden) const;

  [[nodiscard]] const ClipTextConfig& config() const { return config_; }
  /// Number of blocks.
  [[nodiscard]] std::int64_t depth() const { return encoder_->depth(); }

 private:
  void check(const at::Tensor& ids, std::int64_t skip, const at::Tensor& learned) const;
  [[nodiscard]] at::Tensor embedded(const at::Tensor& ids, const at::Tensor& learned) const;
  [[nodiscard]] at::Tensor end_positions(const at::Tensor& ids) const;

  ClipTextConfig config_;
  std::shared_ptr<nn::Embedding> token_embedding_, position_embedding_;
  std::shared_ptr<ClipEncoder> encoder_;
  std::shared_ptr<nn::LayerNorm> final_layer_norm_;
  std::shared_ptr<nn::Linear> text_projection_;
};

}  // namespace koma::models
