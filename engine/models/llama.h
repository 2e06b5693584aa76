// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "engine/models/llama_layer.h"

namespace koma::models {

/// A decoder that makes states of embeddings, wherever its weights lie.
class LanguageModel {
 public:
  virtual ~LanguageModel() = default;
  /// ids [...] of type int64, 0 ≤ id < vocab_size → [..., C]
  virtual at::Tensor embed(const at::Tensor& ids) const = 0;
  /// embeddings [B, S, C] → the last states, after the final norm, [B, S, C]. `between` is called before each layer and
  /// may throw to stop. What follows a position does not change it, so rows may be padded on the right.
  virtual at::Tensor forward(const at::Tensor& embeddings, const std::function<void()>& between) const = 0;
  /// states [..., C] → [..., vocab_size]
  virtual at::Tensor logits(const at::Tensor& states) const = 0;
  [[nodiscard]] virtual const LlamaConfig& config() const = 0;
};

/// A LLaMA decoder with transformers' names (`model.embed_tokens`, `model.layers.N`, `model.norm`, `lm_head`): plain
/// causal attention, rotary positions from 0, SwiGLU (specs/diffsensei.md 4.1). Gradients reach everything but int8.
class Llama final : public nn::Module, public LanguageModel {
 public:
  /// `between` is called before each layer is read.
  Llama(
      const nn::Weights& weights, const LlamaConfig& config, const LlamaOptions& options = {},
      const std::function<void()>& between = [] {});

  at::Tensor embed(const at::Tensor& ids) const override;
  at::Tensor forward(const at::Tensor& embeddings, const std::function<void()>& between) const override;
  at::Tensor forward(const at::Tensor& embeddings) const {
    return forward(embeddings, [] {});
  }
  at::Tensor logits(const at::Tensor& states) const override;
  [[nodiscard]] const LlamaConfig& config() const override { return config_; }

 private:
  LlamaConfig config_;
  std::shared_ptr<nn::Embedding> embed_tokens_;
  std::vector<std::shared_ptr<LlamaLayer>> layers_;
  std::shared_ptr<nn::RmsNorm> norm_;
  std::shared_ptr<nn::Linear> lm_head_;  // null when tied to the embeddings
};

/// Stored beside the weights of older checkpoints and computed here: names that end so may stay unused.
inline constexpr const char* llama_buffers = "rotary_emb.inv_freq";

}  // namespace koma::models
