// SPDX-License-Identifier: Apache-2.0
#include "engine/training/reference_encoder.h"

#include <ATen/ATen.h>

#include <nlohmann/json.hpp>

#include "engine/tensors/weight_sources.h"
#include "engine/training/mini_config.h"
#include "engine/training/stage.h"

namespace koma::training {

namespace {

ReferenceEncoder build(const tensors::Weights& vision, const tensors::Weights& resampler) {
  return {
      std::make_shared<models::ClipVisionModel>(vision, models::ClipVisionConfig::from_json(image_encoder_config())),
      std::make_shared<models::Resampler>(resampler, models::ResamplerConfig::from_json(resampler_config()))};
}

}  // namespace

ReferenceEncoder ReferenceEncoder::create(std::uint64_t seed, const at::Device& device) {
  return create(std::make_shared<tensors::InitialiserSource>(seed), device);
}

ReferenceEncoder ReferenceEncoder::create(std::shared_ptr<const tensors::WeightSource> source,
                                          const at::Device& device) {
  const tensors::Weights weights(std::move(source), "reference", device);
  return build(weights["clip_image_encoder"].trainable(), weights["image_proj_model"].trainable());
}

ReferenceEncoder ReferenceEncoder::load(const std::filesystem::path& folder, const at::Device& device) {
  const auto file = folder / reference_file;
  const auto source = std::make_shared<tensors::MapSource>(averaged_weights(file), file.string());
  const tensors::Weights weights(source, "reference", device);
  return build(weights["clip_image_encoder"], weights["image_proj_model"]);
}

NamedTensors ReferenceEncoder::parameters() const {
  NamedTensors result;
  for (const auto& item : vision->named_parameters())
    result.emplace_back("clip_image_encoder." + item.key(), item.value());
  for (const auto& item : resampler->named_parameters())
    result.emplace_back("image_proj_model." + item.key(), item.value());
  return result;
}

at::Tensor ReferenceEncoder::tokens(const at::Tensor& pictures) const {
  return resampler->characters(vision->forward(pictures).unsqueeze(1));
}

}  // namespace koma::training
