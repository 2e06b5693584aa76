// SPDX-License-Identifier: Apache-2.0
#include "engine/models/llama.h"

#include <ATen/ATen.h>

namespace koma::models {

using nn::Init;

Llama::Llama(const nn::Weights& weights, const LlamaConfig& config, const LlamaOptions& options,
             const std::function<void()>& between)
    : config_(config) {
  const std::int64_t width = config.hidden_size;
  embed_tokens_ = child<nn::Embedding>("model.embed_tokens", weights, config.vocab_size, width);
  for (std::int64_t i = 0; i < config.num_hidden_layers; ++i) {
    between();
    layers_.push_back(child<LlamaLayer>("model.layers." + std::to_string(i), weights, config, options));
  }
  norm_ = child<nn::RmsNorm>("model.norm", weights, width, config.rms_norm_eps);
  if (!config.tie_word_embeddings) {
    lm_head_ =
        child<nn::Linear>("lm_head", weights, width, config.vocab_size, nn::Linear::Options{false, Init::normal(0.02)});
  }
}

at::Tensor Llama::embed(const at::Tensor& ids) const {
  return embed_tokens_->forward(ids);
}

at::Tensor Llama::forward(const at::Tensor& embeddings, const std::function<void()>& between) const {
  const LlamaPass pass = llama_pass(config_, embeddings.size(1), embeddings);
  at::Tensor states = embeddings;
  for (const auto& layer : layers_) {
    between();
    states = layer->forward(states, pass);
  }
  return norm_->forward(states);
}

at::Tensor Llama::logits(const at::Tensor& states) const {
  return lm_head_ ? lm_head_->forward(states) : at::linear(states, embed_tokens_->parameters(false).front());
}

}  // namespace koma::models
