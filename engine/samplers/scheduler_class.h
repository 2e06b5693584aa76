// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/samplers/schedule_config.h"

namespace koma::samplers {

/// What diffusers' class for a method takes from a file, and what it assumes where the file says nothing.
struct SchedulerClass {
  const char* name;  ///< diffusers', for example "EulerDiscreteScheduler"
  double beta_start, beta_end;
  Betas betas;
  Spacing spacing;
  bool set_alpha_to_one;
  bool sigma_shapes;       ///< Karras, exponential and beta sigmas can be had
  bool zero_terminal_snr;  ///< can be had
  bool final_sigmas_type;  ///< can be chosen
};

[[nodiscard]] const SchedulerClass& scheduler_class(Method method);

/// Throws Error(unsupported), naming sampler and wish and what to choose, when the method's class lacks what the config
/// asks for.
void refuse_what_the_class_lacks(const ScheduleConfig& config);

/// The share of fresh noise, 0…1, that DDIM and TCD work with. Throws Error(invalid_argument) for another.
[[nodiscard]] double eta_of(const ScheduleConfig& config);

}  // namespace koma::samplers
