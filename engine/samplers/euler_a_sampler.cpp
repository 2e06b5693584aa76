// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/euler_a_sampler.h"

#include <ATen/ATen.h>

#include <cmath>
#include <utility>

namespace koma::samplers {

EulerASampler::EulerASampler(const ScheduleConfig& config, int steps, NoiseSource noise)
    : Sampler(make_schedule(config, steps)), prediction_(config.prediction), noise_(std::move(noise)) {}

at::Tensor EulerASampler::scale_input(const at::Tensor& latents, int step) const {
  return latents / std::sqrt(sigma(step) * sigma(step) + 1);
}

Step EulerASampler::advance(const at::Tensor& model_output, const at::Tensor& x, int step, const DenoisedEdit& edit) {
  const double from = sigma(step);
  // With the reference's own float32 operations: far above the next level, `down` is the root of a difference of nearly
  // equal numbers, and the last bit shows in the picture.
  const at::Tensor high = at::scalar_tensor(from, at::kFloat).pow(2);
  const at::Tensor low = at::scalar_tensor(sigma(step + 1), at::kFloat).pow(2);
  const at::Tensor up = (low * (high - low) / high).pow(0.5);
  const auto down = (low - up.pow(2)).clamp_min(0).pow(0.5).item<double>();
  const at::Tensor denoised = edited(growing_denoised(prediction_, model_output, x, from), edit);
  const at::Tensor moved = x + (x - denoised) / from * (down - from);
  return {moved + up.item<double>() * noise_().to(x.device()), denoised};
}

}  // namespace koma::samplers
