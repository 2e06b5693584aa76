// SPDX-License-Identifier: Apache-2.0
#include "engine/models/clip_text_model.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/base/error.h"
#include "engine/models/config_reader.h"

namespace koma::models {
namespace {

using nn::Init;

constexpr std::int64_t legacy_eos = 2;

/// The modules below "text_model.", which newer files leave out.
class TextTransformer final : public nn::Module {
 public:
  TextTransformer(const nn::Weights& weights, const ClipTextConfig& config) {
    const std::int64_t width = config.encoder.hidden_size;
    tokens = child<nn::Embedding>("embeddings.token_embedding", weights, config.vocab_size, width);
    positions = child<nn::Embedding>("embeddings.position_embedding", weights, config.max_position_embeddings, width);
    encoder = child<ClipEncoder>("encoder", weights, config.encoder);
    norm = child<nn::LayerNorm>("final_layer_norm", weights, width, config.encoder.layer_norm_eps);
    // 0, 1, 2, …: a buffer of old files, which says nothing.
    if (weights.has("embeddings.position_ids")) {
      (void)weights.take("embeddings.position_ids", weights.shape("embeddings.position_ids"));
    }
  }

  std::shared_ptr<nn::Embedding> tokens, positions;
  std::shared_ptr<ClipEncoder> encoder;
  std::shared_ptr<nn::LayerNorm> norm;
};

/// A config without `architectures` does not say whether there is a projection; the weights do.
ClipTextConfig with_projection(ClipTextConfig config, const nn::Weights& weights) {
  if (config.projection_dim == 0 && weights.has("text_projection.weight")) {
    config.projection_dim = weights.shape("text_projection.weight").front();
  }
  return config;
}

}  // namespace

ClipTextConfig ClipTextConfig::from_json(const nlohmann::json& json) {
  const ConfigReader reader(json, "text_encoder");
  ClipTextConfig config;
  config.encoder = ClipEncoderConfig::from_json(json, "text_encoder", config.encoder);
  config.vocab_size = reader.count("vocab_size", config.vocab_size);
  config.max_position_embeddings = reader.count("max_position_embeddings", config.max_position_embeddings);
  config.eos_token_id = reader.count("eos_token_id", config.eos_token_id, 0);
  const auto kinds = reader.texts("architectures", {});
  if (std::find(kinds.begin(), kinds.end(), "CLIPTextModelWithProjection") != kinds.end()) {
    config.projection_dim = reader.count("projection_dim", 512);
  }
  return config;
}

ClipTextModel::ClipTextModel(const nn::Weights& weights, const ClipTextConfig& given)
    : config_(with_projection(given, weights)) {
  const ClipTextConfig& config = config_;
  const bool without_level = weights.has("embeddings.token_embedding.weight");
  const auto text = std::make_shared<TextTransformer>(without_level ? weights : weights["text_model"], config);
  register_module("text_model", text);
  token_embedding_ = text->tokens;
  position_embedding_ = text->positions;
  encoder_ = text->encoder;
  final_layer_norm_ = text->norm;
  if (config.projection_dim > 0) {
    const std::int64_t width = config.encoder.hidden_size;
    const Init spread = Init::normal(1.0 / std::sqrt(static_cast<double>(width)));
    text_projection_ =
        child<nn::Linear>("text_projection", weights, width, config.projection_dim, nn::Linear::Options{false, spread});
  }
}

void ClipTextModel::check(const at::Tensor& ids, std::int64_t skip, const at::Tensor& learned) const {
  if (ids.dim() != 2 || ids.size(0) < 1 || ids.size(1) < 1 || ids.size(1) > config_.max_position_embeddings) {
    throw Error(ErrorCode::invalid_argument,
                "a text may have 1 to " + std::to_string(config_.max_position_embeddings) + " tokens; shorten it");
  }
  if (skip < 0 || skip >= encoder_->depth()) {
    throw Error(ErrorCode::invalid_argument,
                "the clip skip must leave at least one of " + std::to_string(encoder_->depth()) + " blocks");
  }
  const std::int64_t width = config_.encoder.hidden_size;
  if (learned.defined() && (learned.dim() != 2 || learned.size(1) != width)) {
    throw Error(ErrorCode::invalid_argument,
                "a textual inversion for this text encoder has vectors of " + std::to_string(width) + " numbers");
  }
  const std::int64_t known = config_.vocab_size + (learned.defined() ? learned.size(0) : 0);
  if (ids.is_cuda() && at::GradMode::is_enabled()) return;  // our own ids, in training: a look makes the GPU wait
  if (ids.min().item<std::int64_t>() < 0 || ids.max().item<std::int64_t>() >= known) {
    throw Error(ErrorCode::invalid_argument, "a token id lies outside the text encoder's " +
                                                 std::to_string(config_.vocab_size) +
                                                 " words; tokenizer and encoder belong to different models");
  }
}

at::Tensor ClipTextModel::end_positions(const at::Tensor& ids) const {
  if (config_.eos_token_id == legacy_eos) return ids.masked_fill(ids.ge(config_.vocab_size), 0).argmax(-1);
  return ids.eq(config_.eos_token_id).to(at::kInt).argmax(-1);
}

at::Tensor ClipTextModel::embedded(const at::Tensor& ids, const at::Tensor& learned) const {
  if (!learned.defined()) return token_embedding_->forward(ids);
  const at::Tensor words = token_embedding_->forward(ids.clamp_max(config_.vocab_size - 1));  // [B, T, C]
  const at::Tensor rows = learned.to(words.options()).index({(ids - config_.vocab_size).clamp_min(0)});
  return at::where(ids.ge(config_.vocab_size).unsqueeze(-1), rows, words);
}

ClipTextOutput ClipTextModel::forward(const at::Tensor& ids, std::int64_t skip, const at::Tensor& learned) const {
  check(ids, skip, learned);
  const std::int64_t length = ids.size(1);
  const std::int64_t split = encoder_->depth() - skip;
  const at::Tensor places = at::arange(length, ids.options());                                // [T]
  at::Tensor x = embedded(ids, learned) + position_embedding_->forward(places).unsqueeze(0);  // [B, T, C]
  // A position sees itself and those before it; padding is not masked, as in every Stable Diffusion pipeline.
  const at::Tensor mask = at::full({length, length}, -std::numeric_limits<float>::infinity(), x.options()).triu(1);
  ClipTextOutput output;
  output.hidden = encoder_->forward(x, 0, split, mask);
  x = encoder_->forward(output.hidden, split, encoder_->depth(), mask);
  output.last = final_norm(x);
  const at::Tensor rows = at::arange(ids.size(0), ids.options());  // [B]
  output.pooled = output.last.index({rows, end_positions(ids)});   // [B, C]
  if (text_projection_) output.pooled = text_projection_->forward(output.pooled);
  return output;
}

at::Tensor ClipTextModel::final_norm(const at::Tensor& hidden) const {
  return final_layer_norm_->forward(hidden);
}

}  // namespace koma::models
