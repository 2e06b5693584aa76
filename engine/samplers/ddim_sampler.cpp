// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/ddim_sampler.h"

#include <ATen/ATen.h>

#include <cmath>
#include <utility>

#include "engine/samplers/scheduler_class.h"

namespace koma::samplers {

DdimSampler::DdimSampler(const ScheduleConfig& config, int steps, NoiseSource noise)
    : Sampler(make_schedule(config, steps)),
      prediction_(config.prediction),
      table_(config),
      apart_(config.train_steps / steps),
      eta_(eta_of(config)),
      noise_(std::move(noise)) {}

Step DdimSampler::advance(const at::Tensor& model_output, const at::Tensor& x, int step, const DenoisedEdit& edit) {
  const double here = table_.at(timestep(step)), next = table_.at(timestep(step) - apart_);
  const Foreseen foreseen = preserving_foreseen(prediction_, model_output, x, level(step), edit);
  const double variance = eta_ * eta_ * (1 - next) / (1 - here) * (1 - here / next);
  at::Tensor moved = std::sqrt(next) * foreseen.denoised + std::sqrt(1 - next - variance) * foreseen.noise;
  if (eta_ > 0) moved = moved + std::sqrt(variance) * noise_().to(x.device());
  return {moved, foreseen.denoised};
}

}  // namespace koma::samplers
