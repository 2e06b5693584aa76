// SPDX-License-Identifier: Apache-2.0
#include "engine/models/vit_layer.h"

#include <ATen/ATen.h>

#include "engine/nn/attention.h"

namespace koma::models {

namespace {

struct Names {
  const char *before, *after, *widen, *narrow;
};
constexpr Names vit_names = {"layernorm_before", "layernorm_after", "intermediate.dense", "output.dense"};
constexpr Names dino_v2_names = {"norm1", "norm2", "mlp.fc1", "mlp.fc2"};

nn::Linear::Options linear(bool bias = true) {
  return {bias, nn::Init::normal(0.02)};  // transformers' initializer_range
}

}  // namespace

void VitConfig::read(const ConfigReader& reader) {
  hidden_size = reader.count("hidden_size", hidden_size);
  num_hidden_layers = reader.count("num_hidden_layers", num_hidden_layers);
  num_attention_heads = reader.count("num_attention_heads", num_attention_heads);
  layer_norm_eps = reader.number("layer_norm_eps", layer_norm_eps);
  image_size = reader.count("image_size", image_size);
  patch_size = reader.count("patch_size", patch_size);
  num_channels = reader.count("num_channels", num_channels);
  qkv_bias = reader.flag("qkv_bias", qkv_bias);
  reader.require("hidden_act", "gelu");
  if (hidden_size % num_attention_heads != 0) reader.refuse("hidden_size", "a multiple of num_attention_heads");
  if (patch_size > image_size) reader.refuse("patch_size", "a patch that fits into the picture");
}

VitLayer::VitLayer(const nn::Weights& weights, const VitConfig& config, Kind kind)
    : heads_(config.num_attention_heads) {
  const Names& names = kind == Kind::dino_v2 ? dino_v2_names : vit_names;
  const std::int64_t width = config.hidden_size, inner = config.intermediate_size;
  query_ = child<nn::Linear>("attention.attention.query", weights, width, width, linear(config.qkv_bias));
  key_ = child<nn::Linear>("attention.attention.key", weights, width, width, linear(config.qkv_bias));
  value_ = child<nn::Linear>("attention.attention.value", weights, width, width, linear(config.qkv_bias));
  out_ = child<nn::Linear>("attention.output.dense", weights, width, width, linear());
  widen_ = child<nn::Linear>(names.widen, weights, width, inner, linear());
  narrow_ = child<nn::Linear>(names.narrow, weights, inner, width, linear());
  before_ = child<nn::LayerNorm>(names.before, weights, width, config.layer_norm_eps);
  after_ = child<nn::LayerNorm>(names.after, weights, width, config.layer_norm_eps);
  if (kind != Kind::dino_v2) return;
  scale1_ = weights["layer_scale1"].take("lambda1", {width});
  scale2_ = weights["layer_scale2"].take("lambda1", {width});
}

at::Tensor VitLayer::forward(const at::Tensor& x) const {
  const at::Tensor normed = before_->forward(x);
  const at::Tensor queries = nn::split_heads(query_->forward(normed), heads_);  // [B, heads, T, d]
  const at::Tensor keys = nn::split_heads(key_->forward(normed), heads_);
  const at::Tensor values = nn::split_heads(value_->forward(normed), heads_);
  const at::Tensor attended = out_->forward(nn::merge_heads(nn::attend(queries, keys, values)));
  const at::Tensor middle = x + (scale1_.defined() ? attended * scale1_ : attended);
  const at::Tensor made = narrow_->forward(at::gelu(widen_->forward(after_->forward(middle))));
  return middle + (scale2_.defined() ? made * scale2_ : made);
}

}  // namespace koma::models
