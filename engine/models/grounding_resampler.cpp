// SPDX-License-Identifier: Apache-2.0
#include "engine/models/grounding_resampler.h"

#include <ATen/ATen.h>

#include <cmath>

#include "engine/base/error.h"

namespace koma::models {
namespace {

using nn::Init;

constexpr std::int64_t frequencies = 8;
constexpr double largest_frequency = 100;
constexpr std::int64_t box_code = 4 * 2 * frequencies;

std::string layer(std::int64_t index, const char* part) {
  return "layers." + std::to_string(index) + "." + part;
}

}  // namespace

GroundingResamplerConfig GroundingResamplerConfig::detect(const nn::Weights& weights) {
  const auto size = [&](const char* name, std::size_t axis, std::size_t axes) {
    const auto shape = weights.shape(name);
    if (shape.size() == axes && shape[axis] > 0) return shape[axis];
    throw Error(ErrorCode::invalid_file, std::string(name) + " has the shape " + tensors::shape_text(shape) +
                                             "; these are not the weights of MS-Diffusion's resampler");
  };
  GroundingResamplerConfig config;
  config.num_queries = size("grounding_latents", 1, 3);
  config.layers.dim = size("grounding_latents", 2, 3);
  config.embedding_dim = size("proj_in.weight", 1, 2);
  config.phrase_dim = size("latent_proj.0.weight", 1, 2) - box_code;
  config.latent_dim = size("latent_proj.0.weight", 0, 2);
  config.output_dim = size("proj_out.weight", 0, 2);
  config.depth = 0;
  while (weights.has(layer(config.depth, "0.to_q.weight"))) ++config.depth;
  const std::int64_t inner = size("layers.0.0.to_q.weight", 0, 2);
  config.layers.heads = inner / config.layers.dim_head;
  config.layers.ff_mult = size("layers.0.1.1.weight", 0, 2) / config.layers.dim;
  if (config.layers.heads * config.layers.dim_head != inner || config.phrase_dim < 1) {
    throw Error(ErrorCode::invalid_file,
                "the widths of latent_proj.0 and layers.0.0.to_q are not those of "
                "MS-Diffusion's resampler; get the adapter again");
  }
  return config;
}

at::Tensor fourier_code(const at::Tensor& boxes) {
  const at::TensorOptions floats = boxes.options().dtype(at::kFloat);
  const at::Tensor powers = at::arange(frequencies, floats).div_(frequencies);
  const at::Tensor scales = at::pow(largest_frequency, powers).view({1, -1, 1});  // [1, 8, 1]
  const at::Tensor angles = boxes.to(floats.dtype()).unsqueeze(1) * scales;       // [R, 8, 4]
  return at::cat({at::sin(angles), at::cos(angles)}, -1).flatten(1);
}

GroundingResampler::GroundingResampler(const nn::Weights& weights, const GroundingResamplerConfig& config)
    : config_(config) {
  const std::int64_t dim = config.layers.dim;
  const double spread = 1.0 / std::sqrt(static_cast<double>(dim));
  grounding_latents_ = weight("grounding_latents", weights, {1, config.num_queries, dim}, Init::normal(spread));
  latent_in_ = child<nn::Linear>("latent_proj.0", weights, config.phrase_dim + box_code, config.latent_dim);
  latent_out_ = child<nn::Linear>("latent_proj.2", weights, config.latent_dim, config.num_queries * dim);
  latent_norm_ = child<nn::LayerNorm>("latent_norm", weights, dim);
  proj_in_ = child<nn::Linear>("proj_in", weights, config.embedding_dim, dim);
  for (std::int64_t i = 0; i < config.depth; ++i) {
    attention_.push_back(child<ResamplerAttention>(layer(i, "0"), weights, config.layers));
    feed_forward_.push_back(child<ResamplerFeedForward>(layer(i, "1"), weights, config.layers));
  }
  attention_norm_ = child<nn::LayerNorm>("attention_norm", weights, dim);
  proj_out_ = child<nn::Linear>("proj_out", weights, dim, config.output_dim);
  norm_out_ = child<nn::LayerNorm>("norm_out", weights, config.output_dim);
}

at::Tensor GroundingResampler::queries(const Grounding& grounding) const {
  const std::int64_t pictures = grounding.phrases.size(0);
  if (grounding.dropped) return grounding_latents_.expand({pictures, -1, -1});
  const at::Tensor code = fourier_code(grounding.boxes).to(grounding.phrases.options());
  const at::Tensor hidden = at::gelu(latent_in_->forward(at::cat({grounding.phrases, code}, -1)));
  return latent_norm_->forward(latent_out_->forward(hidden).unflatten(-1, {config_.num_queries, config_.layers.dim}));
}

at::Tensor GroundingResampler::forward(const at::Tensor& features, const Grounding& grounding) const {
  const at::Tensor picture = proj_in_->forward(features);  // [R, S, dim]
  at::Tensor latents = queries(grounding);                 // [R, Q, dim]
  for (std::size_t i = 0; i < attention_.size(); ++i) {
    latents = latents + attention_[i]->forward(picture, latents);
    latents = latents + feed_forward_[i]->forward(latents);
  }
  return norm_out_->forward(proj_out_->forward(attention_norm_->forward(latents)));  // [R, Q, output_dim]
}

}  // namespace koma::models
