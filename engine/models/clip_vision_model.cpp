// SPDX-License-Identifier: Apache-2.0
#include "engine/models/clip_vision_model.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "engine/base/error.h"
#include "engine/models/config_reader.h"

namespace koma::models {

using nn::Init;

namespace {

constexpr std::int64_t stem_groups = 8;
constexpr double stem_epsilon = 1e-5;

std::string numbered(const char* name, std::size_t i) {
  return std::string(name) + "." + std::to_string(i);
}

}  // namespace

/// Pictures to the transformer's input: optional stem, patches, class token, positions.
class ClipVisionEmbeddings final : public nn::Module {
 public:
  ClipVisionEmbeddings(const nn::Weights& weights, const ClipVisionConfig& config) {
    const std::int64_t width = config.encoder.hidden_size;
    std::int64_t channels = config.num_channels;
    for (std::size_t i = 0; i < config.stem_channels.size(); ++i) {
      const std::int64_t wider = config.stem_channels[i];
      const nn::Conv2d::Options halve{.kernel = 3, .stride = 2, .padding = 1};
      stem_.push_back(child<nn::Conv2d>(numbered("stem", i), weights, channels, wider, halve));
      stem_norm_.push_back(child<nn::GroupNorm>(numbered("stem_norm", i), weights, stem_groups, wider, stem_epsilon));
      channels = wider;
    }
    const nn::Conv2d::Options cut{.kernel = config.patch_size,
                                  .stride = config.patch_size,
                                  .padding = 0,
                                  .bias = false,
                                  .init = Init::normal(0.02)};
    patch_ = child<nn::Conv2d>("patch_embedding", weights, channels, width, cut);
    class_ = weight("class_embedding", weights, {width}, Init::normal(1.0 / std::sqrt(static_cast<double>(width))));
    position_ = child<nn::Embedding>("position_embedding", weights, config.tokens(), width);
    // 0, 1, 2, …: a buffer of old files, which says nothing.
    if (weights.has("position_ids")) (void)weights.take("position_ids", weights.shape("position_ids"));
  }

  /// [B, channels, S, S] → [B, 1 + patches, C]
  at::Tensor forward(at::Tensor x) const {
    for (std::size_t i = 0; i < stem_.size(); ++i) x = at::silu(stem_norm_[i]->forward(stem_[i]->forward(x)));
    const at::Tensor patches = patch_->forward(x).flatten(2).transpose(1, 2);  // [B, patches, C]
    const at::Tensor first = class_.expand({patches.size(0), 1, -1});          // [B, 1, C]
    const at::Tensor tokens = at::cat({first, patches}, 1);
    const at::Tensor places = at::arange(tokens.size(1), tokens.options().dtype(at::kLong));
    return tokens + position_->forward(places).unsqueeze(0);
  }

 private:
  std::vector<std::shared_ptr<nn::Conv2d>> stem_;
  std::vector<std::shared_ptr<nn::GroupNorm>> stem_norm_;
  std::shared_ptr<nn::Conv2d> patch_;
  at::Tensor class_;  // [C]
  std::shared_ptr<nn::Embedding> position_;
};

ClipVisionConfig ClipVisionConfig::from_json(const nlohmann::json& json) {
  const std::string name = "clip_image_encoder";
  const ConfigReader reader(json, name);
  ClipVisionConfig config;
  config.encoder = ClipEncoderConfig::from_json(json, name, {768, 3072, 12, 12, true, 1e-5});
  config.image_size = reader.count("image_size", config.image_size);
  config.patch_size = reader.count("patch_size", config.patch_size);
  config.num_channels = reader.count("num_channels", config.num_channels);
  config.stem_channels = reader.counts("stem_channels", {});
  for (const std::int64_t channels : config.stem_channels) {
    if (channels % stem_groups != 0) reader.refuse("stem_channels", "multiples of 8");
  }
  if (config.grid() < 1) reader.refuse("patch_size", "a patch that fits into the picture");
  const auto kinds = reader.texts("architectures", {});
  if (std::find(kinds.begin(), kinds.end(), "CLIPVisionModelWithProjection") != kinds.end()) {
    config.projection_dim = reader.count("projection_dim", 512);
  }
  return config;
}

std::int64_t ClipVisionConfig::grid() const {
  std::int64_t side = image_size;
  for (std::size_t i = 0; i < stem_channels.size(); ++i) side = (side + 1) / 2;
  return side / patch_size;
}

ClipVisionModel::ClipVisionModel(const nn::Weights& weights, const ClipVisionConfig& config) : config_(config) {
  const bool without_level = weights.has("embeddings.class_embedding");
  const nn::Weights vision = without_level ? weights : weights["vision_model"];
  const std::int64_t width = config.encoder.hidden_size;
  const double epsilon = config.encoder.layer_norm_eps;
  const auto level = std::make_shared<nn::Module>();
  register_module("vision_model", level);
  const auto part = [&](const std::string& name, auto made) { return level->register_module(name, std::move(made)); };
  embeddings_ = part("embeddings", std::make_shared<ClipVisionEmbeddings>(vision["embeddings"], config));
  pre_norm_ = part("pre_layrnorm", std::make_shared<nn::LayerNorm>(vision["pre_layrnorm"], width, epsilon));
  encoder_ = part("encoder", std::make_shared<ClipEncoder>(vision["encoder"], config.encoder));
  part("post_layernorm", std::make_shared<nn::LayerNorm>(vision["post_layernorm"], width, epsilon));
  if (config.projection_dim > 0) {
    const Init spread = Init::normal(1.0 / std::sqrt(static_cast<double>(width)));
    child<nn::Linear>("visual_projection", weights, width, config.projection_dim, nn::Linear::Options{false, spread});
  }
}

ClipVisionModel::~ClipVisionModel() = default;

at::Tensor ClipVisionModel::forward(const at::Tensor& pixels) const {
  if (pixels.dim() != 4 || pixels.size(1) != config_.num_channels || pixels.size(2) != config_.image_size ||
      pixels.size(3) != config_.image_size) {
    throw Error(ErrorCode::invalid_argument,
                "the reference encoder takes pictures of " + std::to_string(config_.num_channels) + " channels and " +
                    std::to_string(config_.image_size) + " pixels a side; prepare them first");
  }
  const at::Tensor x = pre_norm_->forward(embeddings_->forward(pixels));  // [B, tokens, C]
  return encoder_->forward(x, 0, encoder_->depth() - 1);
}

}  // namespace koma::models
