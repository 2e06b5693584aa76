// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/samplers/schedule_config.h"

namespace koma::samplers {

/// ᾱ, the share of signal variance left, for every training step, falling; float32 values computed as diffusers does.
/// Zero terminal signal-to-noise ratio ends on exactly 0.
[[nodiscard]] std::vector<double> training_alphas(const ScheduleConfig& config);

/// sqrt((1 − ᾱ)/ᾱ) for every training step, rising; float32 values computed as diffusers does. Instead of infinity the
/// last is the one of ᾱ = 2⁻²⁴, 4096.
[[nodiscard]] std::vector<double> training_sigmas(const ScheduleConfig& config);

/// ᾱ by training step for the samplers that step on ᾱ.
struct AlphaTable {
  std::vector<double> alphas;  ///< of training_alphas
  double last = 1;             ///< where a run ends: ᾱ of every step below 0

  explicit AlphaTable(const ScheduleConfig& config);
  /// Requires timestep < train_steps.
  [[nodiscard]] double at(int timestep) const { return timestep < 0 ? last : alphas.at(std::size_t(timestep)); }
};

}  // namespace koma::samplers
