// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/samplers/schedule_config.h"

namespace koma::samplers {

/// Which noise levels one run visits.
struct NoiseSchedule {
  std::vector<double> timesteps;  ///< what the denoiser is told, falling; float32 values
  std::vector<double> sigmas;     ///< one more than timesteps, falling, ends with the level after the last step
  double initial_scale = 1;       ///< standard normal noise times this gives the first latents
};

/// The schedule of diffusers' EulerDiscreteScheduler (0.32) or, for flow matching, sigmas on linspace(1, 0, steps + 1)
/// with shift and timestep = sigma · train_steps, as its Flux pipeline passes them to FlowMatchEulerDiscreteScheduler.
/// Trailing spacing may yield one more step than asked for, where diffusers' float arithmetic does (specs/engine.md 5).
/// Requires 1 ≤ steps ≤ train_steps; throws Error(invalid_argument).
[[nodiscard]] NoiseSchedule make_schedule(const ScheduleConfig& config, int steps);

/// sqrt((1 − ᾱ)/ᾱ) for every training step, rising; float32 values computed as diffusers does.
[[nodiscard]] std::vector<double> training_sigmas(const ScheduleConfig& config);

}  // namespace koma::samplers
