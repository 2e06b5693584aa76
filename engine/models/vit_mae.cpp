// SPDX-License-Identifier: Apache-2.0
#include "engine/models/vit_mae.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"

namespace koma::models {
namespace {

const nn::Init spread = nn::Init::normal(0.02);  // transformers' initializer_range

/// Files of the whole autoencoder hold the encoder below "vit." and a decoder that nobody needs here.
nn::Weights encoder_of(const nn::Weights& stored) {
  for (const std::string& full : stored.unused()) {
    const std::string name = stored.prefix().empty() ? full : full.substr(stored.prefix().size() + 1);
    if (name.starts_with("decoder.")) (void)stored.take(name, stored.shape(name));
  }
  return stored.has("vit.layernorm.weight") ? stored["vit"] : stored;
}

}  // namespace

/// Patches, positions, choice of patches, class token.
class VitMaeEmbeddings final : public nn::Module {
 public:
  VitMaeEmbeddings(const nn::Weights& weights, const VitMaeConfig& config) : kept_(config.kept_patches()) {
    const std::int64_t width = config.hidden_size;
    const nn::Conv2d::Options cut{
        .kernel = config.patch_size, .stride = config.patch_size, .padding = 0, .bias = true, .init = spread};
    cls_token_ = weight("cls_token", weights, {1, 1, width}, spread);
    position_ = weight("position_embeddings", weights, {1, config.patches() + 1, width}, spread);
    projection_ = child<nn::Conv2d>("patch_embeddings.projection", weights, config.num_channels, width, cut);
  }

  /// [B, channels, S, S], noise [B, patches] or undefined → [B, 1 + kept, C]
  at::Tensor forward(const at::Tensor& pixels, const at::Tensor& noise) const {
    at::Tensor x = projection_->forward(pixels).flatten(2).transpose(1, 2);  // [B, patches, C]
    x = x + position_.slice(1, 1);
    if (noise.defined()) {
      const at::Tensor kept = noise.argsort(std::int64_t{1}, false).slice(1, 0, kept_).to(x.device());  // [B, kept]
      x = x.gather(1, kept.unsqueeze(-1).expand({-1, -1, x.size(-1)}));
    }
    const at::Tensor first = cls_token_ + position_.slice(1, 0, 1);  // [1, 1, C]
    return at::cat({first.expand({x.size(0), -1, -1}), x}, 1);
  }

 private:
  std::int64_t kept_;
  at::Tensor cls_token_;  // [1, 1, C]
  at::Tensor position_;   // [1, 1 + patches, C]
  std::shared_ptr<nn::Conv2d> projection_;
};

VitMaeConfig VitMaeConfig::from_json(const nlohmann::json& json) {
  const ConfigReader reader(json, "magi_image_encoder");
  VitMaeConfig config;
  config.read(reader);
  config.intermediate_size = reader.count("intermediate_size", config.intermediate_size);
  config.mask_ratio = reader.number("mask_ratio", config.mask_ratio);
  if (config.mask_ratio < 0 || config.mask_ratio > 1) reader.refuse("mask_ratio", "a number from 0 to 1");
  return config;
}

std::int64_t VitMaeConfig::kept_patches() const {
  return static_cast<std::int64_t>(static_cast<double>(patches()) * (1 - mask_ratio));
}

VitMae::VitMae(const nn::Weights& stored, const VitMaeConfig& config) : config_(config) {
  const nn::Weights weights = encoder_of(stored);
  embeddings_ = child<VitMaeEmbeddings>("embeddings", weights, config);
  for (std::int64_t i = 0; i < config.num_hidden_layers; ++i) {
    layers_.push_back(child<VitLayer>("encoder.layer." + std::to_string(i), weights, config));
  }
  layernorm_ = child<nn::LayerNorm>("layernorm", weights, config.hidden_size, config.layer_norm_eps);
}

VitMae::~VitMae() = default;

at::Tensor VitMae::forward(const at::Tensor& pixels, const at::Tensor& noise) const {
  const bool pixels_fit = pixels.dim() == 4 && pixels.size(1) == config_.num_channels &&
                          pixels.size(2) == config_.image_size && pixels.size(3) == config_.image_size;
  const bool noise_fits = !noise.defined() || (noise.dim() == 2 && pixels_fit && noise.size(0) == pixels.size(0) &&
                                               noise.size(1) == config_.patches());
  if (!pixels_fit || !noise_fits) {
    throw Error(ErrorCode::invalid_argument,
                "the Magi encoder takes pictures of " + std::to_string(config_.num_channels) + " channels and " +
                    std::to_string(config_.image_size) + " pixels a side, and " + std::to_string(config_.patches()) +
                    " numbers for each; prepare them first");
  }
  at::Tensor x = embeddings_->forward(pixels, noise);  // [B, 1 + kept, C]
  for (const auto& layer : layers_) x = layer->forward(x);
  return layernorm_->forward(x);
}

}  // namespace koma::models
