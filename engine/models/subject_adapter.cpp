// SPDX-License-Identifier: Apache-2.0
#include "engine/models/subject_adapter.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"
#include "engine/models/layer_names.h"
#include "engine/tensors/part_source.h"

namespace koma::models {
namespace {

constexpr const char* dummy_name = "dummy_image_tokens";

/// Adds the layers of one block: `attentions` transformers of `depth` blocks each.
void add_block(std::vector<SubjectLayer>& layers, const std::string& block, std::int64_t attentions, std::int64_t depth,
               std::int64_t width) {
  for (std::int64_t a = 0; a < attentions; ++a) {
    for (std::int64_t t = 0; t < depth; ++t) {
      const std::string name =
          item(item(block + ".attentions", std::size_t(a)) + ".transformer_blocks", std::size_t(t));
      layers.push_back({name + ".attn2", std::int64_t(2 * layers.size() + 1), width});
    }
  }
}

std::string matrix(const SubjectLayer& layer, const char* which) {
  return "ms_adapter." + std::to_string(layer.index) + "." + which + ".weight";
}

/// Every matrix must be there, and none may be left over.
void check_layers(const checkpoints::PartLayout& adapter, const std::vector<SubjectLayer>& layers, std::int64_t width) {
  std::size_t matrices = 0;
  for (const auto& [name, stored] : adapter.tensors) matrices += name.starts_with("ms_adapter.") ? 1 : 0;
  bool fits = matrices == 2 * layers.size();
  for (const SubjectLayer& layer : layers) {
    for (const char* which : {"to_k_ip", "to_v_ip"}) {
      const std::string name = matrix(layer, which);
      fits = fits && adapter.has(name) && adapter.shape(name) == std::vector<std::int64_t>{layer.width, width};
    }
  }
  if (fits) return;
  throw Error(ErrorCode::invalid_argument,
              "this adapter has " + std::to_string(matrices) + " matrices, the model wants " +
                  std::to_string(2 * layers.size()) + " for tokens of width " + std::to_string(width) +
                  "; choose the model and the adapter for Stable Diffusion XL",
              adapter.place.string());
}

ClipVisionConfig vision_config(const checkpoints::PartLayout& encoder) {
  try {
    return ClipVisionConfig::from_json(encoder.config);
  } catch (const Error& error) {
    throw Error(error.code(), error.what(), encoder.place.string());
  }
}

void check_encoder(const ClipVisionConfig& config, const GroundingResamplerConfig& resampler,
                   const checkpoints::PartLayout& encoder) {
  const std::int64_t width = config.encoder.hidden_size;
  if (width == resampler.embedding_dim) return;
  throw Error(ErrorCode::invalid_argument,
              "this image encoder has the width " + std::to_string(width) + ", but the adapter wants " +
                  std::to_string(resampler.embedding_dim) +
                  "; give the one it was trained with (CLIP-ViT-bigG-14-laion2B-39B-b160k, not ViT-H)",
              encoder.place.string());
}

}  // namespace

std::vector<SubjectLayer> subject_layers(const UNet2DConditionConfig& config) {
  std::vector<SubjectLayer> layers;
  const std::size_t levels = config.levels();
  for (std::size_t i = 0; i < levels; ++i) {
    if (!config.down_attention[i]) continue;
    add_block(layers, item("down_blocks", i), config.layers_per_block[i], config.transformer_layers[i],
              config.block_out_channels[i]);
  }
  for (std::size_t i = 0; i < levels; ++i) {
    const std::size_t level = levels - 1 - i;
    if (!config.up_attention[i]) continue;
    add_block(layers, item("up_blocks", i), config.layers_per_block[level] + 1, config.transformer_layers[level],
              config.block_out_channels[level]);
  }
  add_block(layers, "mid_block", 1, config.transformer_layers.back(), config.block_out_channels.back());
  return layers;
}

void SubjectKeyValues::join(PreparedConditions& prepared, const UNet2DConditionModel& unet) const {
  for (const auto& named : unet.named_modules()) {
    const auto found = layers.find(named.key());
    if (found == layers.end()) continue;
    const auto* layer = dynamic_cast<const nn::CrossAttention*>(named.value().get());
    const auto tokens = prepared.tokens.find(layer);
    if (tokens == prepared.tokens.end()) throw Error(ErrorCode::internal, "a layer was not prepared", named.key());
    const std::int64_t heads = tokens->second.text_keys.size(1);
    tokens->second.image_keys = nn::split_heads(found->second.first, heads);
    tokens->second.image_values = nn::split_heads(found->second.second, heads);
  }
}

SubjectAdapter::SubjectAdapter(const checkpoints::PartLayout& adapter, const checkpoints::PartLayout& encoder,
                               const UNet2DConditionConfig& denoiser, const tensors::Placement& placement)
    : weights_(tensors::open_part(adapter), adapter.name, placement.device, placement.dtype),
      layers_(subject_layers(denoiser)),
      width_(denoiser.cross_attention_dim) {
  check_layers(adapter, layers_, width_);
  const auto resampler = GroundingResamplerConfig::detect(weights_["image_proj"]);
  const ClipVisionConfig vision = vision_config(encoder);
  check_encoder(vision, resampler, encoder);
  if (resampler.output_dim != width_) {
    throw Error(ErrorCode::invalid_argument,
                "this adapter's tokens have the width " + std::to_string(resampler.output_dim) + ", the model wants " +
                    std::to_string(width_) + "; choose the model and the adapter for Stable Diffusion XL",
                adapter.place.string());
  }
  resampler_ = std::make_shared<GroundingResampler>(weights_["image_proj"], resampler);
  if (const auto left = weights_["image_proj"].unused(); !left.empty()) {
    throw Error(ErrorCode::invalid_file,
                "the adapter has a tensor that no part of it takes, " + left.front() + "; get the file again",
                adapter.place.string());
  }
  const nn::Weights stored(tensors::open_part(encoder), encoder.name, placement.device, placement.dtype);
  encoder_ = std::make_shared<ClipVisionModel>(stored, vision);
  stored.expect_all_used();
}

at::Tensor SubjectAdapter::tokens(const at::Tensor& pixels, const Grounding& grounding) const {
  const at::Tensor seen = encoder_->forward(pixels.to(weights_.device(), weights_.dtype()));  // [R, S, C]
  return resampler_->forward(seen, grounding);
}

SubjectKeyValues SubjectAdapter::project(const at::Tensor& tokens, const at::Tensor& strength) const {
  SubjectKeyValues result;
  for (const SubjectLayer& layer : layers_) {
    const std::vector<std::int64_t> shape{layer.width, width_};
    const at::Tensor keys = at::linear(tokens, weights_.take(matrix(layer, "to_k_ip"), shape));
    at::Tensor values = at::linear(tokens, weights_.take(matrix(layer, "to_v_ip"), shape));
    if (strength.defined()) values = values * strength.view({1, -1, 1}).to(values.options());
    result.layers.emplace(layer.name, std::pair(keys, values));
  }
  return result;
}

at::Tensor SubjectAdapter::dummy_tokens() const {
  if (!weights_.has(dummy_name)) return {};
  const std::vector<std::int64_t> shape = weights_.shape(dummy_name);
  return weights_.take(dummy_name, shape).reshape({-1, width_});
}

}  // namespace koma::models
