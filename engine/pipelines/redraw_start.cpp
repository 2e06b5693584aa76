// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/redraw_start.h"

#include <ATen/ATen.h>

#include "engine/pipelines/drawing_fit.h"
#include "engine/pipelines/masked_latents.h"
#include "engine/pipelines/start_latents.h"
#include "engine/tensors/pixels.h"

namespace koma::pipelines {

namespace {

/// A mask as numbers: [1, 1, H, W] in 0…1.
at::Tensor mask_of(const Image& mask) {
  return ((tensors::to_tensor(to_grey(mask)) + 1) / 2).unsqueeze(0);
}

/// diffusers' inpainting pipelines as they are, for comparisons: binary mask, its latents by nearest neighbour.
RedrawStart as_upstream(const RedrawJob& job, const at::Tensor& pixels, const at::Tensor& mask) {
  const bool nine = job.set.unet_config.in_channels == 9;
  const at::Tensor hole = mask.ge(0.5).to(at::kFloat);
  const at::Tensor cells = at::upsample_nearest2d(hole, {job.size.latent.height, job.size.latent.width})
                               .to(job.set.placement.device);  // [1, 1, h, w]
  const bool from_noise = job.redraw.strength >= 1;
  at::Tensor clean;
  if (!nine || !from_noise) clean = encoded_latents(job.set, pixels, &job.stream);
  const at::Tensor noise = job.noise();
  RedrawStart start;
  start.latents =
      from_noise ? noise * job.sampler.schedule().initial_scale : job.sampler.noised(clean, noise, job.first_step);
  if (nine) {
    const at::Tensor seen = encoded_latents(job.set, pixels * (1 - hole), &job.stream);
    start.extra_inputs = at::cat({cells, seen}, 1);
    return start;
  }
  const int last = int(job.sampler.schedule().timesteps.size()) - 1;
  start.hooks.after = [&sampler = job.sampler, clean, noise, cells, last](const at::Tensor& latents, int step) {
    const at::Tensor kept = step < last ? sampler.noised(clean, noise, step + 1) : clean;
    return (1 - cells) * kept + cells * latents;
  };
  return start;
}

/// Differential diffusion (specs/inpaint.md 2), around any denoiser.
RedrawStart masked(const RedrawJob& job, const at::Tensor& pixels, const at::Tensor& mask) {
  const at::Tensor clean = encoded_latents(job.set, pixels);
  const at::Tensor noise = job.noise();
  RedrawStart start;
  start.latents = job.redraw.strength >= 1 ? noise * job.sampler.schedule().initial_scale
                                           : job.sampler.noised(clean, noise, job.first_step);
  if (job.set.unet_config.in_channels == 9) {
    const InpaintInput input = inpaint_input(pixels, mask, job.size.latent);
    const at::Tensor seen = encoded_latents(job.set, input.pixels);
    start.extra_inputs = at::cat({input.mask.to(seen.device()), seen}, 1);
  }
  const auto keeper = std::make_shared<MaskedLatents>(clean, noise, mask.to(clean.device()));
  start.hooks.before = [keeper, &sampler = job.sampler](const at::Tensor& latents, int step) {
    return keeper->before(latents, sampler, step);
  };
  start.hooks.foreseen = [keeper, &sampler = job.sampler](const at::Tensor& denoised, int step) {
    return keeper->edit(denoised, sampler, step);
  };
  return start;
}

}  // namespace

RedrawStart redraw_start(const RedrawJob& job) {
  const auto factor = int(job.set.vae_config.factor());
  const at::Tensor pixels = pixels_of(fitted_to_drawing(job.redraw.picture, job.size, factor), job.set);
  const bool nine = job.set.unet_config.in_channels == 9;
  if (job.redraw.mask.empty() && !nine) {
    const at::Tensor clean = encoded_latents(job.set, pixels, job.upstream_quirks ? &job.stream : nullptr);
    return {job.sampler.noised(clean, job.noise(), job.first_step), {}, {}};
  }
  // A model made for repainting is told that all is to be repainted.
  const at::Tensor mask = job.redraw.mask.empty() ? at::ones({1, 1, pixels.size(2), pixels.size(3)}, at::kFloat)
                                                  : mask_of(fitted_to_drawing(job.redraw.mask, job.size, factor));
  return job.upstream_quirks ? as_upstream(job, pixels, mask) : masked(job, pixels, mask);
}

}  // namespace koma::pipelines
