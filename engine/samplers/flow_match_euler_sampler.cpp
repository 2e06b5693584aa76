// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/flow_match_euler_sampler.h"

#include <ATen/ATen.h>

namespace koma::samplers {

Step FlowMatchEulerSampler::advance(const at::Tensor& model_output, const at::Tensor& x, int step,
                                    const DenoisedEdit& edit) {
  const double from = sigma(step), to = sigma(step + 1);
  at::Tensor velocity = model_output.to(at::kFloat);  // [B, 4, H/8, W/8]
  at::Tensor denoised = x - from * velocity;          // [B, 4, H/8, W/8]
  if (edit) {
    denoised = edit(denoised);
    velocity = (x - denoised) / from;
  }
  return {x + (to - from) * velocity, denoised};
}

}  // namespace koma::samplers
