// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>

#include "engine/samplers/schedule_config.h"

namespace koma::samplers {

/// How much of the clean latents and of standard noise is in noisy ones: x = signal·x0 + noise·ε.
struct NoiseLevel {
  double signal = 1, noise = 0;
};

/// Of samplers that keep the clean latents' size: x = x0 + σ·ε.
[[nodiscard]] NoiseLevel growing_level(double sigma);
/// Of samplers that keep the variance: x = √ᾱ·x0 + √(1 − ᾱ)·ε with σ = √((1 − ᾱ)/ᾱ), which may be infinite.
[[nodiscard]] NoiseLevel preserving_level(double sigma);

/// Changes the clean latents as foreseen before the sampler goes on with them. // [B, 4, h, w] float32 → same
using DenoisedEdit = std::function<at::Tensor(const at::Tensor& denoised)>;

/// What a model output says about latents.
struct Foreseen {
  at::Tensor denoised;  ///< the clean latents, x0 // [B, 4, h, w] float32
  at::Tensor noise;     ///< ε, such that x = signal·x0 + noise·ε // [B, 4, h, w] float32
};

/// x0 from the output of a model that was shown x/√(σ² + 1), for latents x = x0 + σ·ε. // [B, 4, h, w] twice → same
[[nodiscard]] at::Tensor growing_denoised(Prediction prediction, const at::Tensor& output, const at::Tensor& x,
                                          double sigma);

/// x0 and ε from the output of a model that was shown x itself, at a variance-preserving level; after an edit ε is what
/// x and the edited x0 leave. // [B, 4, h, w] twice → Foreseen
[[nodiscard]] Foreseen preserving_foreseen(Prediction prediction, const at::Tensor& output, const at::Tensor& x,
                                           const NoiseLevel& level, const DenoisedEdit& edit);

/// `denoised` after the edit, if there is one.
[[nodiscard]] inline at::Tensor edited(const at::Tensor& denoised, const DenoisedEdit& edit) {
  return edit ? edit(denoised) : denoised;
}

}  // namespace koma::samplers
