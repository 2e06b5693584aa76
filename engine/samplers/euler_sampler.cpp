// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/euler_sampler.h"

#include <ATen/ATen.h>

#include <cmath>

namespace koma::samplers {

EulerSampler::EulerSampler(const ScheduleConfig& config, int steps)
    : Sampler(make_schedule(config, steps)), prediction_(config.prediction) {}

at::Tensor EulerSampler::scale_input(const at::Tensor& latents, int step) const {
  return latents / std::sqrt(sigma(step) * sigma(step) + 1);
}

Step EulerSampler::advance(const at::Tensor& model_output, const at::Tensor& x, int step, const DenoisedEdit& edit) {
  const double from = sigma(step), to = sigma(step + 1);
  const at::Tensor denoised = edited(growing_denoised(prediction_, model_output, x, from), edit);
  return {x + (x - denoised) / from * (to - from), denoised};
}

}  // namespace koma::samplers
