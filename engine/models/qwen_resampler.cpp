// SPDX-License-Identifier: Apache-2.0
#include "engine/models/qwen_resampler.h"

#include <ATen/ATen.h>

#include <cmath>

#include "engine/base/error.h"
#include "engine/models/config_reader.h"
#include "engine/nn/attention.h"

namespace koma::models {
namespace {

using nn::Init;

constexpr double fresh_spread = 0.02;  // of the original's new weights

std::int64_t side_of(std::int64_t cells) {
  return std::int64_t(std::lround(std::sqrt(double(cells))));
}

bool is_square(std::int64_t cells) {
  return cells > 0 && side_of(cells) * side_of(cells) == cells;
}

void expect_heads(const QwenResamplerConfig& config, const std::string& name) {
  if (config.embed_dim % config.num_heads == 0) return;
  throw Error(ErrorCode::invalid_file, "the width " + std::to_string(config.embed_dim) + " of " + name +
                                           " does not divide into " + std::to_string(config.num_heads) +
                                           " heads; state \"num_heads\" in the agent's config.json");
}

/// [count] positions → [count, width]: sines, then cosines
at::Tensor sinusoids(const at::Tensor& positions, std::int64_t width) {
  const at::Tensor powers = at::arange(width / 2, at::kDouble) / (double(width) / 2);
  const at::Tensor angles = at::outer(positions, at::pow(10000.0, -powers));
  return at::cat({angles.sin(), angles.cos()}, 1);
}

}  // namespace

/// torch's multi-head attention: queries, keys and values are projected by one stacked matrix.
class QwenAttention final : public nn::Module {
 public:
  QwenAttention(const nn::Weights& weights, std::int64_t width, std::int64_t heads) : heads_(heads) {
    in_proj_weight_ = weight("in_proj_weight", weights, {3 * width, width}, Init::xavier(width, 3 * width));
    in_proj_bias_ = weight("in_proj_bias", weights, {3 * width}, Init::zeros());
    out_proj_ =
        child<nn::Linear>("out_proj", weights, width, width, nn::Linear::Options{true, Init::normal(fresh_spread)});
  }

  /// queries [B, Q, C], keys and values [B, T, C] → [B, Q, C]
  at::Tensor forward(const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values) const {
    const auto matrices = in_proj_weight_.chunk(3), offsets = in_proj_bias_.chunk(3);
    const auto project = [&](const at::Tensor& x, std::size_t which) {
      return nn::split_heads(at::linear(x, matrices[which], offsets[which]), heads_);
    };
    return out_proj_->forward(nn::merge_heads(nn::attend(project(queries, 0), project(keys, 1), project(values, 2))));
  }

 private:
  std::int64_t heads_;
  at::Tensor in_proj_weight_, in_proj_bias_;
  std::shared_ptr<nn::Linear> out_proj_;
};

QwenResamplerConfig QwenResamplerConfig::from_json(const nlohmann::json& json, const std::string& name) {
  const ConfigReader reader(json, name);
  QwenResamplerConfig config;
  config.grid_size = reader.count("grid_size", config.grid_size);
  config.embed_dim = reader.count("embed_dim", config.embed_dim);
  config.num_heads = reader.count("num_heads", config.num_heads);
  config.kv_dim = reader.count("kv_dim", config.embed_dim);
  expect_heads(config, name);
  return config;
}

QwenResamplerConfig QwenResamplerConfig::detect(const nn::Weights& weights, std::int64_t num_heads) {
  const auto query = weights.shape("query");
  if (query.size() != 2 || !is_square(query[0])) {
    throw Error(ErrorCode::invalid_file, weights.prefix() + ".query has the shape " + tensors::shape_text(query) +
                                             "; the rows must be those of a square grid");
  }
  QwenResamplerConfig config{side_of(query[0]), query[1], num_heads, query[1]};
  if (weights.has("kv_proj.weight")) config.kv_dim = weights.shape("kv_proj.weight").back();
  expect_heads(config, weights.prefix());
  return config;
}

QwenResampler::QwenResampler(const nn::Weights& weights, const QwenResamplerConfig& config) : config_(config) {
  const std::int64_t width = config.embed_dim;
  pos_embed_ = weights.has("pos_embed")
                   ? weight("pos_embed", weights.trainable(false), {queries(), width}, {})
                   : register_parameter("pos_embed",
                                        grid_sinusoids(config.grid_size, width).to(weights.device(), weights.dtype()),
                                        /*requires_grad=*/false);
  query_ = weight("query", weights, {queries(), width}, Init::normal(fresh_spread));
  if (config.kv_dim != width || weights.has("kv_proj.weight")) {
    kv_proj_ = child<nn::Linear>("kv_proj", weights, config.kv_dim, width,
                                 nn::Linear::Options{false, Init::normal(fresh_spread)});
  }
  attn_ = child<QwenAttention>("attn", weights, width, config.num_heads);
  ln_q_ = child<nn::LayerNorm>("ln_q", weights, width);
  ln_kv_ = child<nn::LayerNorm>("ln_kv", weights, width);
}

QwenResampler::~QwenResampler() = default;

at::Tensor QwenResampler::places(std::int64_t count) const {
  if (count == queries()) return pos_embed_;
  const std::int64_t from = config_.grid_size, to = side_of(count);
  const at::Tensor map = pos_embed_.to(at::kFloat).view({1, from, from, -1}).permute({0, 3, 1, 2});
  const at::Tensor resized = at::upsample_bicubic2d(map, {to, to}, /*align_corners=*/false);  // [1, C, to, to]
  return resized.permute({0, 2, 3, 1}).flatten(0, 2).to(pos_embed_.dtype());
}

at::Tensor QwenResampler::forward(const at::Tensor& x) const {
  if (x.dim() != 3 || x.size(2) != config_.kv_dim || !is_square(x.size(1))) {
    throw Error(ErrorCode::invalid_argument, "the agent's resampler takes a square number of vectors of width " +
                                                 std::to_string(config_.kv_dim) + ", these have the shape " +
                                                 tensors::shape_text(x.sizes().vec()));
  }
  const at::Tensor seen = ln_kv_->forward(kv_proj_ ? kv_proj_->forward(x) : x);  // [B, T, C]
  const at::Tensor asked = (ln_q_->forward(query_) + pos_embed_).unsqueeze(0).expand({x.size(0), -1, -1});
  return attn_->forward(asked, seen + places(x.size(1)), seen);
}

at::Tensor grid_sinusoids(std::int64_t side, std::int64_t width) {
  const at::Tensor steps = at::arange(side, at::kDouble);
  const at::Tensor columns = steps.repeat({side}), rows = steps.repeat_interleave(side);
  return at::cat({sinusoids(columns, width / 2), sinusoids(rows, width / 2)}, 1).to(at::kFloat);
}

AgentResamplers::Config AgentResamplers::Config::detect(const nn::Weights& weights, const nlohmann::json& json) {
  const ConfigReader reader(json.is_null() ? nlohmann::json::object() : json, "mllm_agent");
  const auto heads = [&](const char* name) {
    const std::int64_t usual = QwenResamplerConfig().num_heads;
    const auto part = reader.part(name);
    return part ? part->count("num_heads", usual) : usual;
  };
  return {QwenResamplerConfig::detect(weights["input_resampler"], heads("input_resampler")),
          QwenResamplerConfig::detect(weights["output_resampler"], heads("output_resampler"))};
}

AgentResamplers::AgentResamplers(const nn::Weights& weights, const Config& config)
    : input_(child<QwenResampler>("input_resampler", weights, config.input)),
      output_(child<QwenResampler>("output_resampler", weights, config.output)) {}

}  // namespace koma::models
