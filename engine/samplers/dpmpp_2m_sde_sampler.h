// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "engine/samplers/dpm_sampler.h"

namespace koma::samplers {

/// SDE-DPM-Solver++(2M) (Lu et al. 2022, section 5): the same with fresh noise in every step. Agrees with diffusers'
/// DPMSolverMultistepScheduler with algorithm_type "sde-dpmsolver++": plain normal noise, not k-diffusion's Brownian
/// tree, so other programs' pictures differ.
class Dpmpp2MSdeSampler final : public DpmSampler {
 public:
  Dpmpp2MSdeSampler(const ScheduleConfig& config, int steps, NoiseSource noise)
      : DpmSampler(config, steps), noise_(std::move(noise)) {}

 private:
  [[nodiscard]] at::Tensor moved(const Move& move) override;

  NoiseSource noise_;
};

}  // namespace koma::samplers
