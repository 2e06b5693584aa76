// SPDX-License-Identifier: Apache-2.0
#include "engine/training/diffsensei/trained_parts.h"

#include <functional>
#include <nlohmann/json.hpp>

namespace koma::training {

namespace {

using api::DenoiserPart;

constexpr std::int64_t usual_denoiser_rank = 128;

/// What DiffSensei adds to SDXL's denoiser.
bool is_added(const std::string& name) {
  return name.find(".processor.") != std::string::npos || name == "dialog_bbox_embedding";
}

/// The projections of self- and cross-attention that low-rank changes are made of.
bool is_attention_projection(const std::string& name) {
  for (const char* end : {".to_q", ".to_k", ".to_v", ".to_out.0"}) {
    if (name.ends_with(end)) return name.find(".attn") != std::string::npos;
  }
  return false;
}

void add_parameters(TrainedParts& parts, const std::string& part, const nn::Module& module,
                    const std::function<bool(const std::string&)>& wanted) {
  for (const auto& item : module.named_parameters()) {
    if (wanted(item.key())) parts.parameters.emplace_back(part + "." + item.key(), item.value());
  }
}

void add_lora(TrainedParts& parts, StageNetworks& networks, const api::TrainingRequest& request) {
  const LoraOptions options = lora_options(request.learning, usual_denoiser_rank, request.seed);
  parts.lora = std::make_unique<LoraLayers>(*networks.set().unet, is_attention_projection, options);
  for (auto& parameter : parts.lora->parameters("unet." + std::string(lora_mark)))
    parts.parameters.push_back(parameter);
  parts.notes[lora_scale_key] = lora_scale_text(options);
}

}  // namespace

LoraOptions lora_options(const api::Learning& told, std::int64_t usual_rank, std::uint64_t seed) {
  const std::int64_t rank = told.lora_rank > 0 ? told.lora_rank : usual_rank;
  return {.rank = rank, .alpha = told.lora_alpha > 0 ? told.lora_alpha : double(rank), .seed = seed};
}

std::string lora_scale_text(const LoraOptions& lora) {
  return nlohmann::json(lora.alpha / double(lora.rank)).dump();
}

TrainedParts trained_parts(StageNetworks& networks, const api::TrainingRequest& request) {
  const models::UNet2DConditionModel& unet = *networks.set().unet;
  const bool characters = request.stage == api::TrainingStage::condition;
  const DenoiserPart part = request.diffsensei.part;
  TrainedParts parts;
  if (part == DenoiserPart::full)
    add_parameters(parts, "unet", unet, [&](const std::string& name) {
      return (characters || !is_added(name)) && !name.starts_with("character_painter.");
    });
  if (part == DenoiserPart::lora) add_lora(parts, networks, request);
  if (!characters) return parts;
  if (part != DenoiserPart::full) add_parameters(parts, "unet", unet, is_added);
  add_parameters(parts, "image_proj_model", *networks.set().image_proj_model, [](const std::string&) { return true; });
  return parts;
}

}  // namespace koma::training
