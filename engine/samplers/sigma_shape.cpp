// SPDX-License-Identifier: Apache-2.0
#include "engine/samplers/sigma_shape.h"

#include <algorithm>
#include <cmath>

#include "engine/samplers/beta_distribution.h"

namespace koma::samplers {

std::vector<double> shaped_sigmas(SigmaShape shape, double largest, double smallest, int count) {
  std::vector<double> sigmas;
  for (int i = 0; i < count; ++i) {
    const double ramp = count == 1 ? 0 : double(i) / double(count - 1);
    if (shape == SigmaShape::karras) {
      const double from = std::pow(largest, 1 / 7.0), to = std::pow(smallest, 1 / 7.0);
      sigmas.push_back(std::pow(from + ramp * (to - from), 7.0));
    } else if (shape == SigmaShape::beta) {
      sigmas.push_back(smallest + beta_quantile(1 - ramp, 0.6, 0.6) * (largest - smallest));
    } else {
      sigmas.push_back(std::exp(std::log(largest) + ramp * (std::log(smallest) - std::log(largest))));
    }
  }
  return sigmas;
}

double timestep_of(double sigma, const std::vector<double>& logs) {
  const double wanted = std::log(std::max(sigma, 1e-10));
  // The last step that is not above it: with a zero signal-to-noise ratio the table's end is cut and may fall again.
  const auto reached = std::find_if(logs.rbegin(), logs.rend(), [&](double log) { return log <= wanted; });
  const auto low = std::clamp<std::ptrdiff_t>(logs.rend() - reached - 1, 0, std::ptrdiff_t(logs.size()) - 2);
  const double from = logs[std::size_t(low)], to = logs[std::size_t(low) + 1];
  return double(low) + std::clamp((from - wanted) / (from - to), 0.0, 1.0);
}

}  // namespace koma::samplers
