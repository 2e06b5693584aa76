// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/random_screen.h"

#include <cmath>
#include <numbers>

namespace koma::training {

pipelines::Screentone random_screen(synthesis::Random& random) {
  const double frequency = 1 / random.uniform(4.5, 8), angle = random.uniform(0.2, 1.35);
  const auto phase = [&] { return random.uniform(0, 2 * std::numbers::pi); };
  const double across = frequency * std::cos(angle), down = frequency * std::sin(angle);
  return {{across, down, phase()}, pipelines::ScreenWave{-down, across, phase()}, true};
}

}  // namespace koma::training
