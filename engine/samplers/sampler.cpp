// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/sampler.h"

#include "engine/samplers/euler_sampler.h"
#include "engine/samplers/flow_match_euler_sampler.h"

namespace koma::samplers {

std::unique_ptr<Sampler> make_sampler(const ScheduleConfig& config, int steps) {
  if (config.method == Method::flow_match_euler) return std::make_unique<FlowMatchEulerSampler>(config, steps);
  return std::make_unique<EulerSampler>(config, steps);
}

}  // namespace koma::samplers
