// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

namespace koma::training {

/// What a drawing must keep: L1 of the pixels, of both gradients (lines) and of the quarter-size picture (greys).
/// Both pictures are [B, 1, H, W] in −1…1; returns a scalar (specs/minimodel.md, prototype's recon_loss).
[[nodiscard]] at::Tensor reconstruction_loss(const at::Tensor& decoded, const at::Tensor& picture);

/// Weight of the latent's mean square: keeps the latent near unit scale without a sampling encoder.
inline constexpr double latent_penalty = 0.003;
/// Standard deviation of the noise added to the latent in training, so that the decoder forgives the denoiser.
inline constexpr double latent_noise = 0.12;

}  // namespace koma::training
