// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/lcm_sampler.h"

#include <ATen/ATen.h>

#include <cmath>
#include <utility>

namespace koma::samplers {

LcmSampler::LcmSampler(const ScheduleConfig& config, int steps, NoiseSource noise)
    : Sampler(make_schedule(config, steps)),
      prediction_(config.prediction),
      timestep_scaling_(config.timestep_scaling),
      noise_(std::move(noise)) {}

Step LcmSampler::advance(const at::Tensor& model_output, const at::Tensor& x, int step, const DenoisedEdit& edit) {
  // The boundary condition of a consistency function: at timestep 0 it gives x itself.
  const double scaled = timestep(step) * timestep_scaling_, data = 0.5;
  const double skip = data * data / (scaled * scaled + data * data);
  const double out = scaled / std::sqrt(scaled * scaled + data * data);
  const Foreseen foreseen = preserving_foreseen(prediction_, model_output, x, level(step), {});
  const at::Tensor denoised = edited(out * foreseen.denoised + skip * x, edit);
  if (step + 1 == step_count()) return {denoised, denoised};
  const NoiseLevel next = level(step + 1);
  return {next.signal * denoised + next.noise * noise_().to(x.device()), denoised};
}

}  // namespace koma::samplers
