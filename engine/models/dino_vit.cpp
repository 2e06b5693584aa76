// SPDX-License-Identifier: Apache-2.0
#include "engine/models/dino_vit.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"

namespace koma::models {

namespace {

nn::Weights encoder_level(const nn::Weights& stored) {
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
  config.read(reader);
  config.intermediate_size = config.second ? config.hidden_size * reader.count("mlp_ratio", 4)
                                           : reader.count("intermediate_size", config.intermediate_size);
  return config;
}

DinoVit::DinoVit(const nn::Weights& stored, const DinoVitConfig& config) : config_(config) {
  const nn::Weights weights = encoder_level(stored);
  embeddings_ = child<DinoVitEmbeddings>("embeddings", weights, config);
  const auto kind = config.second ? VitLayer::Kind::dino_v2 : VitLayer::Kind::vit;
  for (std::int64_t i = 0; i < config.num_hidden_layers; ++i) {
    layers_.push_back(child<VitLayer>("encoder.layer." + std::to_string(i), weights, config, kind));
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
