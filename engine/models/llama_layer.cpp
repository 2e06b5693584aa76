// SPDX-License-Identifier: Apache-2.0
#include "engine/models/llama_layer.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"
#include "engine/models/config_reader.h"
#include "engine/nn/attention.h"

namespace koma::models {
namespace {

using nn::Init;

/// What is added to a score that must not count: e to its power is 0 in every type, and every type holds it.
constexpr double unseen = -30000;

/// x · cos + turned(x) · sin, where the second half of a head, negated, stands before the first (Su et al. 2021).
/// x [B, heads, S, d]
at::Tensor rotated(const at::Tensor& x, const LlamaPass& pass) {
  const auto halves = x.chunk(2, -1);
  return x * pass.cosines + at::cat({-halves[1], halves[0]}, -1) * pass.sines;
}

}  // namespace

LlamaConfig LlamaConfig::from_json(const nlohmann::json& json) {
  const ConfigReader reader(json, "llm");
  LlamaConfig config;
  config.vocab_size = reader.count("vocab_size", config.vocab_size);
  config.hidden_size = reader.count("hidden_size", config.hidden_size);
  config.intermediate_size = reader.count("intermediate_size", config.intermediate_size);
  config.num_hidden_layers = reader.count("num_hidden_layers", config.num_hidden_layers);
  config.num_attention_heads = reader.count("num_attention_heads", config.num_attention_heads);
  config.num_key_value_heads = reader.count("num_key_value_heads", config.num_attention_heads);
  config.head_dim = reader.count("head_dim", config.hidden_size / config.num_attention_heads);
  config.max_position_embeddings = reader.count("max_position_embeddings", config.max_position_embeddings);
  config.rms_norm_eps = reader.number("rms_norm_eps", config.rms_norm_eps);
  config.rope_theta = reader.number("rope_theta", config.rope_theta);
  config.tie_word_embeddings = reader.flag("tie_word_embeddings", config.tie_word_embeddings);
  config.attention_bias = reader.flag("attention_bias", config.attention_bias);
  config.mlp_bias = reader.flag("mlp_bias", config.mlp_bias);
  reader.require("rope_scaling", nullptr);
  reader.require("hidden_act", "silu");
  if (config.num_attention_heads % config.num_key_value_heads != 0 || config.head_dim % 2 != 0) {
    throw Error(ErrorCode::invalid_file, "llm: num_key_value_heads must divide num_attention_heads, head_dim be even");
  }
  return config;
}

LlamaPass llama_pass(const LlamaConfig& config, std::int64_t length, const at::Tensor& states) {
  const auto numbers = at::TensorOptions(states.device()).dtype(at::kFloat);
  const at::Tensor powers = at::arange(0, config.head_dim, 2, numbers) / double(config.head_dim);
  const at::Tensor angles = at::outer(at::arange(length, numbers), at::pow(config.rope_theta, -powers));  // [S, d / 2]
  const at::Tensor both = at::cat({angles, angles}, -1);
  LlamaPass pass;
  pass.cosines = both.cos().to(states.dtype());
  pass.sines = both.sin().to(states.dtype());
  pass.mask = at::full({length, length}, unseen, states.options()).triu(1);
  return pass;
}

at::Tensor LlamaProjection::forward(const at::Tensor& x) const {
  return int8 ? int8->forward(x) : plain->forward(x);
}

LlamaProjection LlamaLayer::projection(const std::string& name, const nn::Weights& weights, const Shape& shape,
                                       const LlamaOptions& options) {
  LlamaProjection made;
  if (options.int8)
    made.int8 = child<nn::Int8Linear>(name, weights, shape.inputs, shape.outputs, shape.bias);
  else
    made.plain = child<nn::Linear>(name, weights, shape.inputs, shape.outputs,
                                   nn::Linear::Options{shape.bias, Init::normal(0.02)});
  return made;
}

LlamaLayer::LlamaLayer(const nn::Weights& weights, const LlamaConfig& config, const LlamaOptions& options)
    : heads_(config.num_attention_heads), shared_(config.num_attention_heads / config.num_key_value_heads) {
  const std::int64_t width = config.hidden_size, inner = config.intermediate_size;
  const std::int64_t queries = heads_ * config.head_dim, keys = config.num_key_value_heads * config.head_dim;
  const bool bias = config.attention_bias;
  input_layernorm_ = child<nn::RmsNorm>("input_layernorm", weights, width, config.rms_norm_eps);
  q_proj_ = projection("self_attn.q_proj", weights, {width, queries, bias}, options);
  k_proj_ = projection("self_attn.k_proj", weights, {width, keys, bias}, options);
  v_proj_ = projection("self_attn.v_proj", weights, {width, keys, bias}, options);
  o_proj_ = projection("self_attn.o_proj", weights, {queries, width, bias}, options);
  post_attention_layernorm_ = child<nn::RmsNorm>("post_attention_layernorm", weights, width, config.rms_norm_eps);
  gate_proj_ = projection("mlp.gate_proj", weights, {width, inner, config.mlp_bias}, options);
  up_proj_ = projection("mlp.up_proj", weights, {width, inner, config.mlp_bias}, options);
  down_proj_ = projection("mlp.down_proj", weights, {inner, width, config.mlp_bias}, options);
}

at::Tensor LlamaLayer::attention(const at::Tensor& x, const LlamaPass& pass) const {
  const std::int64_t groups = heads_ / shared_;
  const auto shared = [&](const at::Tensor& heads) {  // [B, groups, S, d] → [B, heads, S, d]
    return shared_ == 1 ? heads : at::repeat_interleave(heads, shared_, 1);
  };
  const at::Tensor queries = rotated(nn::split_heads(q_proj_.forward(x), heads_), pass);
  const at::Tensor keys = rotated(nn::split_heads(k_proj_.forward(x), groups), pass);
  const at::Tensor values = nn::split_heads(v_proj_.forward(x), groups);
  const at::Tensor seen = nn::attend(queries, shared(keys), shared(values), pass.mask, /*upcast=*/true);
  return o_proj_.forward(nn::merge_heads(seen));
}

at::Tensor LlamaLayer::mlp(const at::Tensor& x) const {
  return down_proj_.forward(at::silu(gate_proj_.forward(x)) * up_proj_.forward(x));
}

at::Tensor LlamaLayer::forward(const at::Tensor& x, const LlamaPass& pass) const {
  const at::Tensor seen = x + attention(input_layernorm_->forward(x), pass);
  return seen + mlp(post_attention_layernorm_->forward(seen));
}

}  // namespace koma::models
