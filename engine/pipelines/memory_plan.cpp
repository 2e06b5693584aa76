// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/memory_plan.h"

#include <ATen/DeviceAccelerator.h>

#include <algorithm>

#include "engine/api/machine_memory.h"
#include "engine/base/error.h"
#include "engine/tensors/device.h"

namespace koma::pipelines {

namespace {

/// A streamed denoiser keeps two buffers of its largest block and what lies outside blocks: about a seventh of Stable
/// Diffusion 1's weights, less of SDXL's.
constexpr std::uint64_t least_share = 6;

/// What is left for the denoiser's weights when everything else has what it needs; 0 where that is not enough.
std::uint64_t streaming_budget(const api::MemoryOutlook& outlook, const api::ModelMeasures& model) {
  const auto unet = model.find("unet");
  if (unet == model.end()) return 0;
  const std::uint64_t weights = unet->second.numbers * std::uint64_t(outlook.policy.number_bytes);
  std::uint64_t budget = 0;
  for (const api::StageForecast& stage : outlook.forecast.stages) {
    const std::uint64_t needed = outlook.forecast.beside_stages + stage.bytes();
    if (stage.stage != "denoise") {
      if (needed > outlook.available) return 0;
      continue;
    }
    const std::uint64_t others = needed - std::min(needed, weights);
    budget = outlook.available > others ? outlook.available - others : 0;
  }
  return budget >= weights / least_share ? budget : 0;
}

}  // namespace

MemoryPlan plan_memory(const api::GenerationRequest& request, const models::ModelSet& set, std::uint64_t available,
                       const models::AgentForm& agent) {
  api::MemoryPolicy policy;
  policy.number_bytes = int(c10::elementSize(set.placement.dtype));
  policy.autoencoder_bytes = int(c10::elementSize(set.vae_dtype));
  policy.agent_bytes = int(c10::elementSize(agent.dtype));
  policy.agent_int8 = agent.int8;
  const api::ModelMeasures model = api::measures_of(set.layout);
  const api::MemoryOutlook outlook = api::memory_outlook(model, api::drawing_measures(request), policy, available);
  MemoryPlan plan{outlook.policy.stage_by_stage, outlook.policy.tiled_decoding, outlook.policy.agent_streamed};
  if (!outlook.fits && !set.placement.device.is_cpu()) plan.denoiser_budget = streaming_budget(outlook, model);
  if (!outlook.fits && plan.denoiser_budget == 0) {
    throw Error(ErrorCode::out_of_memory, api::refusal_of(outlook), "memory");
  }
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
