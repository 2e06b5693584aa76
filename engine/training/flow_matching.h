// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

namespace koma::training {

/// Times in 0…1 whose logit is normal (mean 0.2, deviation 1.1): the middle of the path is trained most
/// (Esser et al., 2024, section 3.1). // → [B]
[[nodiscard]] at::Tensor draw_times(std::int64_t count, at::Generator& generator, const at::Device& device = at::kCPU);

/// Normal noise on `device`; for another than the CPU drawn there, from a seed that `generator` draws: a GPU would wait
/// for a large batch's noise.
[[nodiscard]] at::Tensor draw_noise(at::IntArrayRef sizes, at::Generator& generator, const at::Device& device);

/// The straight path from drawing (t = 0) to noise (t = 1): z_t = (1 − t) z + t ε; the denoiser learns v = ε − z.
struct FlowSample {
  at::Tensor noised;    ///< [B, 4, h, w]
  at::Tensor velocity;  ///< [B, 4, h, w]
};
/// `latents` and `noise` [B, 4, h, w], `times` [B].
[[nodiscard]] FlowSample flow_sample(const at::Tensor& latents, const at::Tensor& noise, const at::Tensor& times);

/// 1 within 1.15 head radii of a head's middle (shifted up 0.05 radii: hair counts), else 0.
/// `heads` [B, C, 3] = x, y, radius in pixels of the panel (radius 0: no character). // → [B, h, w]
[[nodiscard]] at::Tensor head_mask(const at::Tensor& heads, std::int64_t latent_height, std::int64_t latent_width);

/// How much an error counts: 3 in heads (`head_mask`) and on hands, 2 elsewhere in a character's box, else 1; faces and
/// hands decide whether a figure looks whole, and they are few of the cells (specs/minimodel.md, "Updated
/// recommendation" 3). `heads` [B, C, 3] and `hands` [B, H, 3] are x, y, radius in pixels, `boxes` [B, C, 4] in 0…1;
/// empty ones count nowhere. // → [B, h, w]
[[nodiscard]] at::Tensor importance(const at::Tensor& heads, const at::Tensor& hands, const at::Tensor& boxes,
                                    std::int64_t latent_height, std::int64_t latent_width);

/// The timestep that networks hear is t times this.
inline constexpr double train_steps = 1000;
/// Pixels of the panel per latent pixel.
inline constexpr int latent_factor = 8;

}  // namespace koma::training
