// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/redraw_start.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "engine/conditioning/repaint_input.h"
#include "engine/pipelines/drawing_fit.h"
#include "engine/pipelines/masked_latents.h"
#include "engine/pipelines/start_latents.h"

namespace koma::pipelines {

namespace {

/// Picture and mask at the size of the drawing.
struct Fitted {
  Image picture, mask;
};

bool is_nine(const RedrawJob& job) {
  return job.set.unet_config.in_channels == 9;
}

at::Tensor extra_inputs(const RedrawJob& job, const conditioning::InpaintInput& input, tensors::NoiseStream* draw) {
  const at::Tensor seen = encoded_latents(job.set, input.picture, draw);
  return at::cat({input.mask.to(seen.device()), seen}, 1);
}

at::Tensor from_noise_alone(const RedrawJob& job, const at::Tensor& noise) {
  return noise * job.sampler.schedule().initial_scale;
}

/// diffusers' inpainting pipelines as they are, for comparisons.
RedrawStart as_upstream(const RedrawJob& job, const Fitted& fitted) {
  const auto factor = int(job.set.vae_config.factor());
  const bool fresh = job.redraw.strength >= 1;
  at::Tensor clean;
  if (!is_nine(job) || !fresh) clean = encoded_latents(job.set, pixels_of(fitted.picture, job.set), &job.stream);
  const at::Tensor noise = job.noise();
  RedrawStart start;
  start.latents = fresh ? from_noise_alone(job, noise) : job.sampler.noised(clean, noise, job.first_step);
  if (is_nine(job)) {
    start.extra_inputs =
        extra_inputs(job, conditioning::inpaint_input(fitted.picture, fitted.mask, factor, true), &job.stream);
    return start;
  }
  const at::Tensor cells = conditioning::upstream_latent_mask(fitted.mask, factor).to(clean.device());
  const auto kept = std::make_shared<const RenoisedLatents>(clean, noise, cells);
  start.hooks.after = [kept, &sampler = job.sampler](const at::Tensor& latents, int step) {
    return kept->after(latents, sampler, step);
  };
  return start;
}

/// Differential diffusion (specs/inpaint.md 2), around any denoiser.
RedrawStart masked(const RedrawJob& job, const Fitted& fitted) {
  const at::Tensor clean = encoded_latents(job.set, pixels_of(fitted.picture, job.set));
  const at::Tensor noise = job.noise();
  RedrawStart start;
  start.latents = job.first_step == 0 ? from_noise_alone(job, noise) : job.sampler.noised(clean, noise, job.first_step);
  if (is_nine(job)) {
    const auto factor = int(job.set.vae_config.factor());
    start.extra_inputs = extra_inputs(job, conditioning::inpaint_input(fitted.picture, fitted.mask, factor), nullptr);
  }
  const at::Tensor mask = latent_mask(fitted.mask, job.size.latent.height, job.size.latent.width).to(clean.device());
  const auto kept = std::make_shared<const MaskedLatents>(clean, noise, mask, job.first_step);
  const int last = int(job.sampler.schedule().timesteps.size()) - 1;
  start.hooks.before = [kept, &sampler = job.sampler](const at::Tensor& latents, int step) {
    return kept->before(latents, sampler, step);
  };
  start.hooks.foreseen = [kept, &sampler = job.sampler](const at::Tensor& denoised, int step) {
    return kept->edit(denoised, sampler, step);
  };
  start.hooks.after = [kept, last](const at::Tensor& latents, int step) {
    return step == last ? kept->finished(latents) : latents;
  };
  return start;
}

/// White all over.
Image full_mask_like(const Image& picture) {
  std::vector<std::uint8_t> white(std::size_t(picture.width()) * std::size_t(picture.height()), 255);
  return Image(picture.width(), picture.height(), 1, std::move(white));
}

}  // namespace

RedrawStart redraw_start(const RedrawJob& job) {
  const auto factor = int(job.set.vae_config.factor());
  Fitted fitted{fitted_to_drawing(job.redraw.picture, job.size, factor), {}};
  if (job.redraw.mask.empty() && !is_nine(job)) {
    tensors::NoiseStream* const draw = job.upstream_quirks ? &job.stream : nullptr;
    const at::Tensor clean = encoded_latents(job.set, pixels_of(fitted.picture, job.set), draw);
    return {job.sampler.noised(clean, job.noise(), job.first_step), {}, {}};
  }
  // A model made for repainting is told that all is to be repainted.
  fitted.mask = job.redraw.mask.empty() ? full_mask_like(fitted.picture)
                                        : fitted_to_drawing(to_grey(job.redraw.mask), job.size, factor);
  return job.upstream_quirks ? as_upstream(job, fitted) : masked(job, fitted);
}

}  // namespace koma::pipelines
