// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/denoise_loop.h"

#include <ATen/ATen.h>

namespace koma::pipelines {

at::Tensor denoise(const Denoising& job, const at::Tensor& noise, const std::stop_token& stop,
                   const std::function<void(const StepReport&)>& report) {
  const samplers::NoiseSchedule& schedule = job.sampler.schedule();
  const std::int64_t rows = job.guidance.active() ? 2 : 1;
  at::Tensor latents = noise.to(at::kFloat) * schedule.initial_scale;  // [1, 4, h, w]
  for (std::size_t k = 0; k < schedule.timesteps.size(); ++k) {
    check(stop);
    const at::Tensor shown = job.sampler.scale_input(latents, int(k)).to(job.dtype).expand({rows, -1, -1, -1});
    const at::Tensor time = at::full({rows}, schedule.timesteps[k], latents.options());
    const at::Tensor output = job.unet.forward(shown, time, job.conditions).to(at::kFloat);  // [R, 4, h, w]
    const at::Tensor direction =
        rows == 1 ? output : samplers::guided(output.slice(0, 0, 1), output.slice(0, 1), job.guidance);
    const samplers::Step step = job.sampler.step(direction, latents, int(k));
    latents = step.latents;
    report({int(k), output, latents, step.denoised});
  }
  return latents;
}

}  // namespace koma::pipelines
