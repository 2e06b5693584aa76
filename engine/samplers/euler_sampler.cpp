// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/euler_sampler.h"

#include <ATen/ATen.h>

#include <cmath>

namespace koma::samplers {

EulerSampler::EulerSampler(const ScheduleConfig& config, int steps)
    : schedule_(make_schedule(config, steps)), prediction_(config.prediction) {}

at::Tensor EulerSampler::scale_input(const at::Tensor& latents, int step) const {
  const double sigma = schedule_.sigmas[std::size_t(step)];
  return latents / std::sqrt(sigma * sigma + 1);
}

Step EulerSampler::step(const at::Tensor& model_output, const at::Tensor& latents, int step) {
  const double sigma = schedule_.sigmas[std::size_t(step)];
  const double next = schedule_.sigmas[std::size_t(step) + 1];
  const at::Tensor x = latents.to(at::kFloat);
  // σ·ε is formed in the model's own type, as the reference does; the rest in float32.
  at::Tensor denoised;  // [B, 4, H/8, W/8]
  switch (prediction_) {
    case Prediction::epsilon:
      denoised = x - model_output * sigma;
      break;
    case Prediction::v_prediction:
      denoised = model_output * (-sigma / std::sqrt(sigma * sigma + 1)) + x / (sigma * sigma + 1);
      break;
    case Prediction::sample:
      denoised = model_output.to(at::kFloat);
      break;
  }
  const at::Tensor moved = x + (x - denoised) / sigma * (next - sigma);
  return {moved.to(latents.scalar_type()), denoised};
}

}  // namespace koma::samplers
