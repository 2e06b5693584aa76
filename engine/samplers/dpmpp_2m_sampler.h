// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/samplers/dpm_sampler.h"

namespace koma::samplers {

/// DPM-Solver++(2M) (Lu et al. 2022, algorithm 2): agrees with diffusers' DPMSolverMultistepScheduler with
/// algorithm_type "dpmsolver++", solver_type "midpoint" or "heun".
class Dpmpp2MSampler final : public DpmSampler {
 public:
  Dpmpp2MSampler(const ScheduleConfig& config, int steps) : DpmSampler(config, steps) {}

 private:
  [[nodiscard]] at::Tensor moved(const Move& move) override;
};

}  // namespace koma::samplers
