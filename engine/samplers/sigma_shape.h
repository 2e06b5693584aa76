// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/samplers/schedule_config.h"

namespace koma::samplers {

/// `count` sigmas from `largest` down to `smallest`: Karras et al. 2022, equation 5 with rho = 7; a straight line in
/// log sigma; or quantiles of Beta(0.6, 0.6) (Lee et al. 2024, "Beta Sampling is All You Need").
/// Requires another shape than standard.
[[nodiscard]] std::vector<double> shaped_sigmas(SigmaShape shape, double largest, double smallest, int count);

/// The (fractional) training step whose log sigma is this one's; `logs` are the training table's.
[[nodiscard]] double timestep_of(double sigma, const std::vector<double>& logs);

}  // namespace koma::samplers
