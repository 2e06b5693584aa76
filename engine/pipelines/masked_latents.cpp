// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/masked_latents.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"
#include "engine/tensors/pixels.h"

namespace koma::pipelines {

namespace {

void check(const at::Tensor& clean, const at::Tensor& noise, const at::Tensor& mask) {
  const bool fits = clean.dim() == 4 && noise.sizes() == clean.sizes() && mask.dim() == 4 && mask.size(1) == 1 &&
                    (mask.size(0) == 1 || mask.size(0) == clean.size(0)) && mask.size(2) == clean.size(2) &&
                    mask.size(3) == clean.size(3);
  if (!fits) {
    throw Error(ErrorCode::invalid_argument, "the original's latents, the noise and the mask do not have one size");
  }
}

}  // namespace

at::Tensor latent_mask(const Image& mask, std::int64_t height, std::int64_t width) {
  const at::Tensor unit = (tensors::to_tensor(to_grey(mask)).unsqueeze(0) + 1) / 2;  // [1, 1, H, W]
  const at::Tensor small = at::upsample_bilinear2d(unit, {height, width}, false);
  return at::where(small > 0.99, at::ones_like(small), small);
}

MaskedLatents::MaskedLatents(at::Tensor clean, at::Tensor noise, at::Tensor mask, int first_step)
    : clean_(std::move(clean)), noise_(std::move(noise)), mask_(std::move(mask)), first_step_(first_step) {
  check(clean_, noise_, mask_);
  mask_ = mask_.to(clean_.device(), at::kFloat);
}

at::Tensor MaskedLatents::drawn_at(const samplers::NoiseSchedule& schedule, int step) const {
  const double from = schedule.timesteps[std::size_t(first_step_)], now = schedule.timesteps[std::size_t(step)];
  const double threshold = from > 0 ? now / from : 0;
  return mask_.ge(threshold).logical_and(mask_.gt(0));
}

at::Tensor MaskedLatents::before(const at::Tensor& latents, const samplers::Sampler& sampler, int step) const {
  const at::Tensor original = sampler.noised(clean_, noise_, step).to(latents.scalar_type());
  return at::where(drawn_at(sampler.schedule(), step), latents, original);
}

at::Tensor MaskedLatents::edit(const at::Tensor& denoised, const samplers::Sampler& sampler, int step) const {
  return at::where(drawn_at(sampler.schedule(), step), denoised, clean_.to(denoised.scalar_type()));
}

at::Tensor MaskedLatents::finished(const at::Tensor& latents) const {
  return at::where(mask_.gt(0), latents, clean_.to(latents.scalar_type()));
}

RenoisedLatents::RenoisedLatents(at::Tensor clean, at::Tensor noise, at::Tensor mask)
    : clean_(std::move(clean)), noise_(std::move(noise)), mask_(std::move(mask)) {
  check(clean_, noise_, mask_);
  mask_ = mask_.to(clean_.device(), at::kFloat);
}

at::Tensor RenoisedLatents::after(const at::Tensor& latents, const samplers::Sampler& sampler, int step) const {
  const bool last = std::size_t(step) + 1 >= sampler.schedule().timesteps.size();
  const at::Tensor original = last ? clean_ : sampler.noised(clean_, noise_, step + 1);
  return (1 - mask_) * original.to(latents.scalar_type()) + mask_ * latents;
}

}  // namespace koma::pipelines
