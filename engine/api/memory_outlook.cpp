// SPDX-License-Identifier: Apache-2.0
#include "engine/api/memory_outlook.h"

#include "engine/api/agent_use.h"
#include "engine/checkpoints/subject_adapter.h"

namespace koma::api {

MemoryOutlook memory_outlook(const ModelMeasures& model, const DrawingMeasures& drawing, MemoryPolicy policy,
                             std::uint64_t available) {
  MemoryOutlook outlook;
  outlook.available = available;
  outlook.forecast = forecast_memory(model, drawing, policy);
  for (bool* measure : {&policy.tiled_decoding, &policy.agent_streamed, &policy.stage_by_stage}) {
    if (measure == &policy.agent_streamed && !drawing.agent) continue;
    if (available == 0 || outlook.forecast.peak <= available) break;
    *measure = true;
    outlook.forecast = forecast_memory(model, drawing, policy);
  }
  outlook.policy = policy;
  outlook.fits = available == 0 || outlook.forecast.peak <= available;
  if (!outlook.fits) outlook.offers = offer_remedies(model, drawing, policy, available);
  return outlook;
}

namespace {

/// The matrices of MS-Diffusion's layers are read one by one and not kept.
std::uint64_t subject_numbers(const SubjectAdapter& place) {
  checkpoints::PartLayout resampler = checkpoints::read_subject_adapter(place.file);
  std::erase_if(resampler.tensors, [](const auto& item) { return item.first.starts_with("ms_adapter."); });
  return measures_of(resampler).numbers + measures_of(checkpoints::read_subject_encoder(place.image_encoder)).numbers;
}

}  // namespace

DrawingMeasures drawing_measures(const GenerationRequest& request) {
  DrawingMeasures measures;
  measures.width = request.width.value_or(measures.width);
  measures.height = request.height.value_or(measures.height);
  measures.guided = request.guidance_scale.value_or(2) > 1;
  measures.from_picture = !request.init_picture.empty() || request.high_resolution.has_value();
  measures.agent = asks_agent(request);
  for (const Control& control : request.controls) {
    measures.controlnets.push_back(measures_of(checkpoints::read_part_layout(control.model, "controlnet")));
  }
  const bool seen = !request.characters.empty() && request.character_scale.value_or(1) != 0;
  if (request.subject_adapter && seen) measures.subject_numbers = subject_numbers(*request.subject_adapter);
  return measures;
}

std::string refusal_of(const MemoryOutlook& outlook) {
  std::string sentence =
      "drawing needs about " + size_text(outlook.forecast.peak) + ", but " + size_text(outlook.available) + " are free";
  if (outlook.offers.empty()) return sentence + "; close other programs or choose a smaller size";
  for (const RemedyOffer& offer : outlook.offers) sentence += "; " + offer.sentence;
  if (sentence.ends_with('.')) sentence.pop_back();
  return sentence;
}

MemoryOutlook MemoryProphet::ask(const GenerationRequest& request, const std::filesystem::path& model, int number_bytes,
                                 std::uint64_t available) {
  const std::lock_guard lock(mutex_);
  auto found = known_.find(model);
  if (found == known_.end()) {
    const checkpoints::CheckpointLayout layout = checkpoints::read_checkpoint_layout(model);
    found = known_.emplace(model, Known{measures_of(layout), layout.bytes}).first;
  }
  MemoryPolicy policy;
  policy.number_bytes = policy.autoencoder_bytes = policy.agent_bytes =
      found->second.bytes > small_checkpoint ? number_bytes : 4;
  return memory_outlook(found->second.measures, drawing_measures(request), policy, available);
}

}  // namespace koma::api
