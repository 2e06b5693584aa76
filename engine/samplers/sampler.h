// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>

#include "engine/samplers/noise_schedule.h"

namespace koma::samplers {

/// What one step gives.
struct Step {
  at::Tensor latents;   ///< at the next noise level // [B, 4, H/8, W/8]
  at::Tensor denoised;  ///< the clean latents as foreseen now (x0), for previews // [B, 4, H/8, W/8]
};

/// One way from noise to latents over a schedule. Steps count from 0; a sampler may remember earlier steps of its run.
/// Latents and model outputs have the same shape; sums are formed in float32 and given back in the latents' type.
class Sampler {
 public:
  virtual ~Sampler() = default;
  /// The levels of this run; `schedule().initial_scale` times standard noise is where it begins.
  [[nodiscard]] virtual const NoiseSchedule& schedule() const = 0;
  /// What the denoiser is shown at this step. // [B, 4, H/8, W/8] → same
  [[nodiscard]] virtual at::Tensor scale_input(const at::Tensor& latents, int step) const = 0;
  /// From the denoiser's (guided) output to the next latents. // [B, 4, H/8, W/8] twice → Step
  [[nodiscard]] virtual Step step(const at::Tensor& model_output, const at::Tensor& latents, int step) = 0;
};

/// The sampler that a config names. Throws Error(invalid_argument) when `steps` is outside 1…train_steps.
[[nodiscard]] std::unique_ptr<Sampler> make_sampler(const ScheduleConfig& config, int steps);

}  // namespace koma::samplers
