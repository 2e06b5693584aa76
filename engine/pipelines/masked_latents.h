// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/base/image.h"
#include "engine/samplers/sampler.h"

namespace koma::pipelines {

/// A pixel mask (grey, 255 repaint) at latent size, bilinear; what is above 0.99 is 1, so that no cell inside is drawn
/// one step late. // → [1, 1, h, w] float32, 0…1
[[nodiscard]] at::Tensor latent_mask(const Image& mask, std::int64_t height, std::int64_t width);

/// Differential diffusion (Levin & Fried 2023, arXiv 2306.00950; specs/inpaint.md 2) for any sampler: a soft mask says
/// from which step on a latent cell takes part in drawing; until then it is the original at the current noise level.
/// Per step the mask is binary: b = [m ≥ τ], τ = t / t_first falling from 1 to 0 with the model's timesteps, and m = 0
/// never takes part. Noise is always the same, since fresh noise would confuse samplers that remember earlier steps.
///
///     MaskedLatents masked(clean, noise, latent_mask(plan.denoise, h, w), first);
///     at::Tensor x = first == 0 ? noise * schedule.initial_scale : sampler.noised(clean, noise, first);
///     for (int k = first; k < steps; ++k) {
///       x = masked.before(x, sampler, k);
///       …the model…
///       x = sampler.step(output, x, k, [&](const at::Tensor& x0) { return masked.edit(x0, sampler, k); }).latents;
///     }
///     x = masked.finished(x);
class MaskedLatents {
 public:
  /// clean: the original's latents in the denoiser's scale // [B, c, h, w]; noise: standard normal, the same shape;
  /// mask: 0…1 // [1 | B, 1, h, w]; first_step: where the run begins. Throws Error(invalid_argument) for other shapes.
  MaskedLatents(at::Tensor clean, at::Tensor noise, at::Tensor mask, int first_step = 0);

  /// The latents to show the model: the cells that do not take part yet are the original, noised. // [B, c, h, w] →
  /// same
  [[nodiscard]] at::Tensor before(const at::Tensor& latents, const samplers::Sampler& sampler, int step) const;
  /// The clean latents as foreseen, with the original in those cells. // [B, c, h, w] → same
  [[nodiscard]] at::Tensor edit(const at::Tensor& denoised, const samplers::Sampler& sampler, int step) const;
  /// After the last step: cells of mask 0 are the original, to the last bit. // [B, c, h, w] → same
  [[nodiscard]] at::Tensor finished(const at::Tensor& latents) const;

  /// Which cells take part at this step. // [1 | B, 1, h, w] bool
  [[nodiscard]] at::Tensor drawn_at(const samplers::NoiseSchedule& schedule, int step) const;

 private:
  at::Tensor clean_, noise_, mask_;
  int first_step_;
};

/// What diffusers' inpaint pipelines do with a 4-channel denoiser instead, for comparisons: after each step all cells
/// outside a binary mask are the original at the next noise level.
class RenoisedLatents {
 public:
  /// mask: 0 or 1 // [1 | B, 1, h, w]; the others as for MaskedLatents.
  RenoisedLatents(at::Tensor clean, at::Tensor noise, at::Tensor mask);

  /// (1 − mask)·original + mask·latents, the original noised to the level before step + 1, or clean after the last.
  [[nodiscard]] at::Tensor after(const at::Tensor& latents, const samplers::Sampler& sampler, int step) const;

 private:
  at::Tensor clean_, noise_, mask_;
};

}  // namespace koma::pipelines
