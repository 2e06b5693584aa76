// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/samplers/schedule_config.h"

namespace koma::samplers {

/// Which noise levels one run visits, one entry per call of the denoiser.
struct NoiseSchedule {
  std::vector<double> timesteps;  ///< what the denoiser is told, falling; float32 values
  /// sqrt((1 − ᾱ)/ᾱ), of flow matching the share of noise; one more than timesteps, falling, ends with the level after
  /// the last step. Infinite where DDIM, LCM or TCD begin at a zero signal-to-noise ratio.
  std::vector<double> sigmas;
  double initial_scale = 1;  ///< standard normal noise times this gives the first latents
};

/// The schedule of the method's class in diffusers (0.42) or, for flow matching, sigmas on linspace(1, 0, steps + 1)
/// with shift and timestep = sigma · train_steps, as its Flux pipeline passes them to FlowMatchEulerDiscreteScheduler.
/// Heun calls the denoiser 2·steps − 1 times, PNDM steps + 1 times (steps + 9 with Runge-Kutta steps in front);
/// trailing spacing may yield one more step than asked for (timesteps.h). Requires 1 ≤ steps ≤ train_steps; throws
/// Error(invalid_argument | unsupported), the latter for what the method's class does not have: sigma shapes, zero
/// terminal signal-to-noise ratio.
[[nodiscard]] NoiseSchedule make_schedule(const ScheduleConfig& config, int steps);

}  // namespace koma::samplers
