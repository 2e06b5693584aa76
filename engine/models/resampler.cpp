// SPDX-License-Identifier: Apache-2.0
#include "engine/models/resampler.h"

#include <ATen/ATen.h>

#include <cmath>

#include "engine/base/error.h"
#include "engine/models/config_reader.h"
#include "engine/models/resampler_layers.h"

namespace koma::models {
namespace {

using nn::Init;

/// Training checkpoints put "module." before every name.
nn::Weights without_wrapper(const nn::Weights& weights) {
  return weights.has("module.latents") ? weights["module"] : weights;
}

}  // namespace

ResamplerConfig ResamplerConfig::from_json(const nlohmann::json& json) {
  const ConfigReader reader(json, "image_proj_model");
  ResamplerConfig config;
  config.dim = reader.count("dim", config.dim);
  config.depth = reader.count("depth", config.depth);
  config.dim_head = reader.count("dim_head", config.dim_head);
  config.heads = reader.count("heads", config.heads);
  config.num_queries = reader.count("num_queries", config.num_queries);
  config.num_dummy_tokens = reader.count("num_dummy_tokens", config.num_dummy_tokens);
  config.embedding_dim = reader.count("embedding_dim", config.embedding_dim);
  config.magi_embedding_dim = reader.count("magi_embedding_dim", 0);
  config.output_dim = reader.count("output_dim", config.output_dim);
  config.ff_mult = reader.count("ff_mult", config.ff_mult);
  return config;
}

ResamplerConfig ResamplerConfig::detect(const nn::Weights& stored, std::int64_t dim_head) {
  const nn::Weights weights = without_wrapper(stored);
  const auto size = [&](const char* name, std::size_t axis, std::size_t axes) {
    const auto shape = weights.shape(name);
    if (shape.size() == axes) return shape[axis];
    throw Error(ErrorCode::invalid_file, std::string(name) + " has " + std::to_string(shape.size()) +
                                             " axes; these are not the weights of a resampler");
  };
  ResamplerConfig config;
  config.num_queries = size("latents", 1, 3);
  config.dim = size("latents", 2, 3);
  config.num_dummy_tokens = size("dummy_tokens", 0, 2);
  config.output_dim = size("dummy_tokens", 1, 2);
  config.embedding_dim = size("proj_in.weight", 1, 2);
  config.magi_embedding_dim = weights.has("proj_in_magi.weight") ? size("proj_in_magi.weight", 1, 2) : 0;
  config.depth = 0;
  while (weights.has("layers." + std::to_string(config.depth) + ".0.to_q.weight")) ++config.depth;
  const std::int64_t inner = size("layers.0.0.to_q.weight", 0, 2);
  config.dim_head = dim_head;
  config.heads = inner / dim_head;
  config.ff_mult = size("layers.0.1.1.weight", 0, 2) / std::max<std::int64_t>(config.dim, 1);
  if (config.heads * dim_head != inner) {
    throw Error(ErrorCode::invalid_file, "the resampler's width " + std::to_string(inner) +
                                             " does not divide into heads of " + std::to_string(dim_head) +
                                             "; state \"dim_head\" in its config.json");
  }
  return config;
}

Resampler::Resampler(const nn::Weights& stored, const ResamplerConfig& config) : config_(config) {
  const nn::Weights weights = without_wrapper(stored);
  const double spread = 1.0 / std::sqrt(static_cast<double>(config.dim));
  latents_ = weight("latents", weights, {1, config.num_queries, config.dim}, Init::normal(spread));
  dummy_tokens_ = weight("dummy_tokens", weights, {config.num_dummy_tokens, config.output_dim}, Init::normal(0.02));
  proj_in_ = child<nn::Linear>("proj_in", weights, config.embedding_dim, config.dim);
  if (config.magi_embedding_dim > 0) {
    proj_in_magi_ = child<nn::Linear>("proj_in_magi", weights, config.magi_embedding_dim, config.dim);
  }
  const ResamplerWidths widths{config.dim, config.heads, config.dim_head, config.ff_mult};
  for (std::int64_t i = 0; i < config.depth; ++i) {
    const std::string layer = "layers." + std::to_string(i);
    attention_.push_back(child<ResamplerAttention>(layer + ".0", weights, widths));
    feed_forward_.push_back(child<ResamplerFeedForward>(layer + ".1", weights, widths));
  }
  proj_out_ = child<nn::Linear>("proj_out", weights, config.dim, config.output_dim);
  norm_out_ = child<nn::LayerNorm>("norm_out", weights, config.output_dim);
}

Resampler::~Resampler() = default;

void Resampler::check(const at::Tensor& features, const at::Tensor& magi) const {
  const bool features_fit = features.dim() == 4 && features.size(3) == config_.embedding_dim;
  const bool magi_fits = config_.magi_embedding_dim == 0
                             ? !magi.defined()
                             : magi.defined() && magi.dim() == 3 && magi.size(2) == config_.magi_embedding_dim &&
                                   features_fit && magi.size(0) == features.size(0) && magi.size(1) == features.size(1);
  if (!features_fit || !magi_fits) {
    throw Error(ErrorCode::invalid_argument, "the characters' features do not fit the resampler's " +
                                                 std::to_string(config_.embedding_dim) + " and " +
                                                 std::to_string(config_.magi_embedding_dim) +
                                                 " values; encoder and resampler belong to different models");
  }
}

at::Tensor Resampler::characters(const at::Tensor& features, const at::Tensor& magi) const {
  check(features, magi);
  const std::int64_t batch = features.size(0);
  at::Tensor picture = proj_in_->forward(features.flatten(0, 1));  // [B·N, S, dim]
  if (proj_in_magi_) {
    const at::Tensor whole = proj_in_magi_->forward(magi.flatten(0, 1)).unsqueeze(1);  // [B·N, 1, dim]
    picture = at::cat({picture, whole}, 1);
  }
  at::Tensor latents = latents_.expand({picture.size(0), -1, -1});  // [B·N, Q, dim]
  for (std::size_t i = 0; i < attention_.size(); ++i) {
    latents = latents + attention_[i]->forward(picture, latents);
    latents = latents + feed_forward_[i]->forward(latents);
  }
  const at::Tensor tokens = norm_out_->forward(proj_out_->forward(latents));  // [B·N, Q, output_dim]
  return tokens.reshape({batch, -1, config_.output_dim});
}

at::Tensor Resampler::forward(const at::Tensor& features, const at::Tensor& magi) const {
  const at::Tensor tokens = characters(features, magi);
  return at::cat({dummy_tokens_.expand({tokens.size(0), -1, -1}), tokens}, 1);
}

}  // namespace koma::models
