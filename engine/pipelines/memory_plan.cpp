// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/memory_plan.h"

#include <ATen/DeviceAccelerator.h>

#include <algorithm>

#include "engine/api/machine_memory.h"
#include "engine/base/error.h"
#include "engine/tensors/device.h"

namespace koma::pipelines {

namespace {

api::DrawingMeasures measures_of(const api::GenerationRequest& request) {
  api::DrawingMeasures measures;
  measures.width = *request.width;
  measures.height = *request.height;
  measures.guided = *request.guidance_scale > 1;
  measures.from_picture = !request.init_picture.empty();
  for (const api::Control& control : request.controls) {
    measures.controlnets.push_back(api::measures_of(checkpoints::read_part_layout(control.model, "controlnet")));
  }
  return measures;
}

std::string refusal(const api::MemoryForecast& forecast, std::uint64_t available,
                    const std::vector<api::RemedyOffer>& offers) {
  std::string sentence =
      "drawing needs about " + api::size_text(forecast.peak) + ", but " + api::size_text(available) + " are free";
  for (const api::RemedyOffer& offer : offers) {
    const bool tried =
        offer.remedy == api::MemoryRemedy::tiled_decoding || offer.remedy == api::MemoryRemedy::stage_by_stage;
    if (!tried) sentence += "; " + offer.sentence;
  }
  return offers.empty() ? sentence + "; close other programs or choose a smaller size" : sentence;
}

/// A streamed denoiser keeps two buffers of its largest block and what lies outside blocks: about a seventh of Stable
/// Diffusion 1's weights, less of SDXL's.
constexpr std::uint64_t least_share = 6;

/// What is left for the denoiser's weights when everything else has what it needs; 0 where that is not enough.
/// `number_bytes` of the denoiser's type.
std::uint64_t streaming_budget(const api::MemoryForecast& forecast, const api::ModelMeasures& model, int number_bytes,
                               std::uint64_t available) {
  const auto unet = model.find("unet");
  if (unet == model.end()) return 0;
  const std::uint64_t weights = unet->second.numbers * std::uint64_t(number_bytes);
  std::uint64_t budget = 0;
  for (const api::StageForecast& stage : forecast.stages) {
    const std::uint64_t needed = forecast.beside_stages + stage.bytes();
    if (stage.stage != "denoise") {
      if (needed > available) return 0;
      continue;
    }
    const std::uint64_t others = needed - std::min(needed, weights);
    budget = available > others ? available - others : 0;
  }
  return budget >= weights / least_share ? budget : 0;
}

}  // namespace

MemoryPlan plan_memory(const api::GenerationRequest& request, const models::ModelSet& set, std::uint64_t available) {
  if (available == 0) return {};  // the system does not tell
  const api::ModelMeasures model = api::measures_of(set.layout);
  const api::DrawingMeasures drawing = measures_of(request);
  api::MemoryPolicy policy;
  policy.number_bytes = int(at::elementSize(set.placement.dtype));
  MemoryPlan plan;
  api::MemoryForecast forecast = api::forecast_memory(model, drawing, policy);
  for (bool* measure : {&policy.tiled_decoding, &policy.stage_by_stage}) {
    if (forecast.peak <= available) break;
    *measure = true;
    forecast = api::forecast_memory(model, drawing, policy);
  }
  if (forecast.peak > available && !set.placement.device.is_cpu()) {
    plan.denoiser_budget = streaming_budget(forecast, model, policy.number_bytes, available);
  }
  if (forecast.peak > available && plan.denoiser_budget == 0) {
    const auto offers = api::offer_remedies(model, drawing, policy, available);
    throw Error(ErrorCode::out_of_memory, refusal(forecast, available, offers), "memory");
  }
  plan.tiled_decoding = policy.tiled_decoding;
  plan.stage_by_stage = policy.stage_by_stage;
  return plan;
}

std::uint64_t memory_at_hand(const models::ModelSet& set) {
  if (set.placement.device.is_cpu()) {
    const std::uint64_t free = api::machine_memory().free;
    return free == 0 ? 0 : free + tensors::resident_memory();
  }
  const c10::DeviceIndex index = set.placement.device.index();
  const auto reserved = at::accelerator::getDeviceStats(index).reserved_bytes[0].current;
  return at::accelerator::getMemoryInfo(index).first + std::uint64_t(reserved);
}

}  // namespace koma::pipelines
