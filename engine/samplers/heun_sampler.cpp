// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/heun_sampler.h"

#include <ATen/ATen.h>

#include <cmath>
#include <utility>

namespace koma::samplers {

HeunSampler::HeunSampler(const ScheduleConfig& config, int steps)
    : Sampler(make_schedule(config, steps)), prediction_(config.prediction) {}

at::Tensor HeunSampler::scale_input(const at::Tensor& latents, int step) const {
  return latents / std::sqrt(sigma(step) * sigma(step) + 1);
}

Step HeunSampler::advance(const at::Tensor& model_output, const at::Tensor& x, int step, const DenoisedEdit& edit) {
  const double here = sigma(step);
  const at::Tensor denoised = edited(growing_denoised(prediction_, model_output, x, here), edit);
  const at::Tensor slope = (x - denoised) / here;
  if (first_) {
    const FirstLook first = *std::exchange(first_, std::nullopt);
    return {first.latents + (first.slope + slope) / 2 * first.width, denoised};
  }
  first_ = {x, slope, sigma(step + 1) - here};
  return {x + slope * first_->width, denoised};
}

}  // namespace koma::samplers
