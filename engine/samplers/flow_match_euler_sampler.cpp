// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/flow_match_euler_sampler.h"

#include <ATen/ATen.h>

namespace koma::samplers {

at::Tensor FlowMatchEulerSampler::scale_input(const at::Tensor& latents, int) const {
  return latents;
}

Step FlowMatchEulerSampler::step(const at::Tensor& model_output, const at::Tensor& latents, int step) {
  const double sigma = schedule_.sigmas[std::size_t(step)];
  const double next = schedule_.sigmas[std::size_t(step) + 1];
  const at::Tensor x = latents.to(at::kFloat);              // [B, 4, H/8, W/8]
  const at::Tensor velocity = model_output.to(at::kFloat);  // [B, 4, H/8, W/8]
  return {(x + (next - sigma) * velocity).to(latents.scalar_type()), x - sigma * velocity};
}

}  // namespace koma::samplers
