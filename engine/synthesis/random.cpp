// SPDX-License-Identifier: Apache-2.0
#include "engine/synthesis/random.h"

#include <numeric>

namespace koma::synthesis {

double Random::uniform(double low, double high) {
  constexpr double unit = 1.0 / 9007199254740992.0;  // 2⁻⁵³: the 53 highest bits make a double in [0, 1)
  return low + (high - low) * (double(engine_() >> 11) * unit);
}

int Random::integer(int count) {
  return int(uniform(0, 1) * count);
}

int Random::pick(std::span<const double> weights) {
  double rest = uniform(0, std::accumulate(weights.begin(), weights.end(), 0.0));
  for (std::size_t i = 0; i + 1 < weights.size(); ++i) {
    rest -= weights[i];
    if (rest < 0) return int(i);
  }
  return int(weights.size()) - 1;
}

}  // namespace koma::synthesis
