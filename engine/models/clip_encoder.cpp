// SPDX-License-Identifier: Apache-2.0
#include "engine/models/clip_encoder.h"

#include <ATen/ATen.h>

#include <cmath>

#include "engine/base/error.h"
#include "engine/models/config_reader.h"
#include "engine/nn/attention.h"

namespace koma::models {
namespace {

using nn::Init;

double power(std::int64_t base, double exponent) {
  return std::pow(static_cast<double>(base), exponent);
}

}  // namespace

ClipEncoderConfig ClipEncoderConfig::from_json(const nlohmann::json& json, const std::string& name,
                                               const ClipEncoderConfig& missing) {
  const ConfigReader reader(json, name);
  ClipEncoderConfig config;
  config.hidden_size = reader.count("hidden_size", missing.hidden_size);
  config.intermediate_size = reader.count("intermediate_size", missing.intermediate_size);
  config.num_hidden_layers = reader.count("num_hidden_layers", missing.num_hidden_layers);
  config.num_attention_heads = reader.count("num_attention_heads", missing.num_attention_heads);
  config.layer_norm_eps = reader.number("layer_norm_eps", missing.layer_norm_eps);
  if (config.hidden_size % config.num_attention_heads != 0) {
    reader.refuse("hidden_size", "a multiple of num_attention_heads");
  }
  const std::string activation = reader.text("hidden_act", "quick_gelu");
  config.quick_gelu = activation == "quick_gelu";
  if (!config.quick_gelu && activation != "gelu") {
    throw Error(ErrorCode::unsupported, "the activation \"" + activation + "\" is not supported; choose another model",
                name + ".hidden_act");
  }
  return config;
}

// The initial spreads are those of transformers' CLIPPreTrainedModel with factor 1.
ClipEncoderLayer::ClipEncoderLayer(const nn::Weights& weights, const ClipEncoderConfig& config)
    : heads_(config.num_attention_heads), quick_gelu_(config.quick_gelu) {
  const std::int64_t width = config.hidden_size;
  const double depth_factor = power(2 * config.num_hidden_layers, -0.5);
  const nn::Linear::Options inward{true, Init::normal(power(width, -0.5) * depth_factor)};
  const nn::Linear::Options outward{true, Init::normal(power(width, -0.5))};
  const nn::Linear::Options widen{true, Init::normal(power(2 * width, -0.5))};
  q_proj_ = child<nn::Linear>("self_attn.q_proj", weights, width, width, inward);
  k_proj_ = child<nn::Linear>("self_attn.k_proj", weights, width, width, inward);
  v_proj_ = child<nn::Linear>("self_attn.v_proj", weights, width, width, inward);
  out_proj_ = child<nn::Linear>("self_attn.out_proj", weights, width, width, outward);
  layer_norm1_ = child<nn::LayerNorm>("layer_norm1", weights, width, config.layer_norm_eps);
  fc1_ = child<nn::Linear>("mlp.fc1", weights, width, config.intermediate_size, widen);
  fc2_ = child<nn::Linear>("mlp.fc2", weights, config.intermediate_size, width, inward);
  layer_norm2_ = child<nn::LayerNorm>("layer_norm2", weights, width, config.layer_norm_eps);
}

at::Tensor ClipEncoderLayer::forward(const at::Tensor& x, const at::Tensor& mask) const {
  const at::Tensor normed = layer_norm1_->forward(x);                            // [B, T, C]
  const at::Tensor queries = nn::split_heads(q_proj_->forward(normed), heads_);  // [B, heads, T, d]
  const at::Tensor keys = nn::split_heads(k_proj_->forward(normed), heads_);
  const at::Tensor values = nn::split_heads(v_proj_->forward(normed), heads_);
  const at::Tensor middle = out_proj_->add_to(x, nn::merge_heads(nn::attend(queries, keys, values, mask)));
  const auto activation = quick_gelu_ ? nn::Activation::none : nn::Activation::gelu;
  const at::Tensor wide = fc1_->forward(layer_norm2_->forward(middle), activation);  // [B, T, intermediate]
  return fc2_->add_to(middle, quick_gelu_ ? wide * at::sigmoid(1.702 * wide) : wide);
}

ClipEncoder::ClipEncoder(const nn::Weights& weights, const ClipEncoderConfig& config) {
  for (std::int64_t i = 0; i < config.num_hidden_layers; ++i) {
    layers_.push_back(child<ClipEncoderLayer>("layers." + std::to_string(i), weights, config));
  }
}

at::Tensor ClipEncoder::forward(at::Tensor x, std::int64_t first, std::int64_t last, const at::Tensor& mask) const {
  for (std::int64_t i = first; i < last; ++i) x = layers_[static_cast<std::size_t>(i)]->forward(x, mask);
  return x;
}

}  // namespace koma::models
