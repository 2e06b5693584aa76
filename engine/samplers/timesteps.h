// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/samplers/schedule_config.h"

namespace koma::samplers {

/// The training steps that a run of `steps` visits on the standard sigmas, falling, by the rules of the method's class
/// in diffusers (specs/engine.md, section 5): Euler, Euler a and Heun keep linspace's fractions, float32 values; all
/// others round. DPM++ and UniPC lay out one point more and drop the smallest. LCM and TCD thin out the steps they were
/// distilled on, whatever the spacing. Each step once: what Heun and PNDM repeat is added by make_schedule.
/// Trailing spacing may yield one more step than asked for, where numpy's arange does; below 0 it is left out where ᾱ
/// is looked up by the step. Throws Error(invalid_argument) when so many steps cannot be laid out.
[[nodiscard]] std::vector<double> spaced_timesteps(const ScheduleConfig& config, int steps);

}  // namespace koma::samplers
