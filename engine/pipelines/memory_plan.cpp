// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/memory_plan.h"

#include <ATen/DeviceAccelerator.h>

#include "engine/api/machine_memory.h"
#include "engine/base/error.h"
#include "engine/tensors/device.h"

namespace koma::pipelines {

MemoryPlan plan_memory(const api::GenerationRequest& request, const models::ModelSet& set, std::uint64_t available) {
  api::MemoryPolicy policy;
  policy.number_bytes = int(c10::elementSize(set.placement.dtype));
  policy.autoencoder_bytes = int(c10::elementSize(set.vae_dtype));
  const api::MemoryOutlook outlook =
      api::memory_outlook(api::measures_of(set.layout), api::drawing_measures(request), policy, available);
  if (!outlook.fits) throw Error(ErrorCode::out_of_memory, api::refusal_of(outlook), "memory");
  return {outlook.policy.stage_by_stage, outlook.policy.tiled_decoding};
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
