// SPDX-License-Identifier: Apache-2.0
#include "engine/models/dino_vit.h"

#include <ATen/ATen.h>

#include <cmath>

#include "engine/base/error.h"
#include "engine/models/config_reader.h"
#include "engine/nn/attention.h"

namespace koma::models {

namespace {

/// Where the two generations' names differ.
struct Names {
  const char *before, *after, *widen, *narrow;
};
constexpr Names first_names = {"layernorm_before", "layernorm_after", "intermediate.dense", "output.dense"};
constexpr Names second_names = {"norm1", "norm2", "mlp.fc1", "mlp.fc2"};

nn::Weights encoder_of(const nn::Weights& stored) {
  for (const char* level : {"vit", "dinov2"}) {
    if (stored[level].has("embeddings.cls_token")) return stored[level];
  }
  return stored;
}

}  // namespace

/// Patches, class token, positions.
class DinoVitEmbeddings final : public nn::Module {
 public:
  DinoVitEmbeddings(const nn::Weights& weights, const DinoVitConfig& config)
      : patch_(config.patch_size), grid_(config.image_size / config.patch_size) {
    const std::int64_t width = config.hidden_size;
    const nn::Conv2d::Options cut{.kernel = patch_, .stride = patch_, .padding = 0};
    cls_token_ = weight("cls_token", weights, {1, 1, width}, nn::Init::normal(0.02));
    position_ = weight("position_embeddings", weights, {1, grid_ * grid_ + 1, width}, nn::Init::normal(0.02));
    projection_ = child<nn::Conv2d>("patch_embeddings.projection", weights, config.num_channels, width, cut);
  }

  /// [B, channels, H, W] → [B, 1 + patches, C]
  at::Tensor forward(const at::Tensor& pixels) const {
    const at::Tensor patches = projection_->forward(pixels).flatten(2).transpose(1, 2);  // [B, patches, C]
    const at::Tensor first = cls_token_.expand({pixels.size(0), -1, -1});
    return at::cat({first, patches}, 1) + positions(pixels.size(2) / patch_, pixels.size(3) / patch_);
  }

 private:
  [[nodiscard]] at::Tensor positions(std::int64_t rows, std::int64_t columns) const {
    if (rows == grid_ && columns == grid_) return position_;
    const at::Tensor square = position_.slice(1, 1).reshape({1, grid_, grid_, -1}).permute({0, 3, 1, 2});
    const at::Tensor scaled = at::upsample_bicubic2d(square.contiguous(), {rows, columns}, false);
    return at::cat({position_.slice(1, 0, 1), scaled.flatten(2).transpose(1, 2)}, 1);
  }

  std::int64_t patch_, grid_;
  at::Tensor cls_token_;  // [1, 1, C]
  at::Tensor position_;   // [1, 1 + grid², C]
  std::shared_ptr<nn::Conv2d> projection_;
};

/// One pre-norm block; DINOv2 scales what it adds, per channel (Touvron et al. 2021).
class DinoVitLayer final : public nn::Module {
 public:
  DinoVitLayer(const nn::Weights& weights, const DinoVitConfig& config) : heads_(config.num_attention_heads) {
    const Names& names = config.second ? second_names : first_names;
    const std::int64_t width = config.hidden_size;
    const nn::Linear::Options projection{config.qkv_bias, {}};
    query_ = child<nn::Linear>("attention.attention.query", weights, width, width, projection);
    key_ = child<nn::Linear>("attention.attention.key", weights, width, width, projection);
    value_ = child<nn::Linear>("attention.attention.value", weights, width, width, projection);
    out_ = child<nn::Linear>("attention.output.dense", weights, width, width);
    widen_ = child<nn::Linear>(names.widen, weights, width, config.intermediate_size);
    narrow_ = child<nn::Linear>(names.narrow, weights, config.intermediate_size, width);
    before_ = child<nn::LayerNorm>(names.before, weights, width, config.layer_norm_eps);
    after_ = child<nn::LayerNorm>(names.after, weights, width, config.layer_norm_eps);
    if (!config.second) return;
    scale1_ = weights["layer_scale1"].take("lambda1", {width});
    scale2_ = weights["layer_scale2"].take("lambda1", {width});
  }

  /// [B, T, C] → [B, T, C]
  at::Tensor forward(const at::Tensor& x) const {
    const at::Tensor normed = before_->forward(x);
    const at::Tensor queries = nn::split_heads(query_->forward(normed), heads_);  // [B, heads, T, d]
    const at::Tensor keys = nn::split_heads(key_->forward(normed), heads_);
    const at::Tensor values = nn::split_heads(value_->forward(normed), heads_);
    const at::Tensor attended = out_->forward(nn::merge_heads(nn::attend(queries, keys, values)));
    const at::Tensor middle = x + (scale1_.defined() ? attended * scale1_ : attended);
    const at::Tensor made = narrow_->forward(at::gelu(widen_->forward(after_->forward(middle))));
    return middle + (scale2_.defined() ? made * scale2_ : made);
  }

 private:
  std::int64_t heads_;
  std::shared_ptr<nn::Linear> query_, key_, value_, out_, widen_, narrow_;
  std::shared_ptr<nn::LayerNorm> before_, after_;
  at::Tensor scale1_, scale2_;  // [C], undefined in the first generation
};

DinoVitConfig DinoVitConfig::from_json(const nlohmann::json& json) {
  const ConfigReader reader(json, "dino");
  DinoVitConfig config;
  const std::string kind = json.is_object() ? json.value("model_type", std::string()) : std::string();
  if (kind != "vit" && kind != "dinov2") {
    throw Error(ErrorCode::unsupported,
                "\"model_type\" must be \"vit\" (DINO) or \"dinov2\"; give the folder of one of these encoders");
  }
  config.second = kind == "dinov2";
  if (config.second) {
    config.layer_norm_eps = 1e-6;
    config.patch_size = 14;
    reader.require("use_swiglu_ffn", false);
  }
  config.hidden_size = reader.count("hidden_size", config.hidden_size);
  config.intermediate_size = config.second ? config.hidden_size * reader.count("mlp_ratio", 4)
                                           : reader.count("intermediate_size", config.intermediate_size);
  config.num_hidden_layers = reader.count("num_hidden_layers", config.num_hidden_layers);
  config.num_attention_heads = reader.count("num_attention_heads", config.num_attention_heads);
  config.layer_norm_eps = reader.number("layer_norm_eps", config.layer_norm_eps);
  config.image_size = reader.count("image_size", config.image_size);
  config.patch_size = reader.count("patch_size", config.patch_size);
  config.num_channels = reader.count("num_channels", config.num_channels);
  config.qkv_bias = reader.flag("qkv_bias", config.qkv_bias);
  reader.require("hidden_act", "gelu");
  if (config.hidden_size % config.num_attention_heads != 0) {
    reader.refuse("hidden_size", "a multiple of num_attention_heads");
  }
  if (config.patch_size > config.image_size) reader.refuse("patch_size", "a patch that fits into the picture");
  return config;
}

DinoVit::DinoVit(const nn::Weights& stored, const DinoVitConfig& config) : config_(config) {
  const nn::Weights weights = encoder_of(stored);
  embeddings_ = child<DinoVitEmbeddings>("embeddings", weights, config);
  for (std::int64_t i = 0; i < config.num_hidden_layers; ++i) {
    layers_.push_back(child<DinoVitLayer>("encoder.layer." + std::to_string(i), weights, config));
  }
  layernorm_ = child<nn::LayerNorm>("layernorm", weights, config.hidden_size, config.layer_norm_eps);
}

DinoVit::~DinoVit() = default;

at::Tensor DinoVit::forward(const at::Tensor& pixels) const {
  if (pixels.dim() != 4 || pixels.size(1) != config_.num_channels || pixels.size(2) % config_.patch_size != 0 ||
      pixels.size(3) % config_.patch_size != 0 || pixels.numel() == 0) {
    throw Error(ErrorCode::invalid_argument,
                "the DINO encoder takes pictures of " + std::to_string(config_.num_channels) +
                    " channels whose sides are multiples of " + std::to_string(config_.patch_size) + " pixels");
  }
  at::Tensor x = embeddings_->forward(pixels);
  for (const auto& layer : layers_) x = layer->forward(x);
  return layernorm_->forward(x).select(1, 0);
}

}  // namespace koma::models
