// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/score.h"

#include <cmath>

namespace koma::eval {

Score::Interval Score::interval() const noexcept {
  if (total <= 0) return {0, 1};
  constexpr double z = 1.96;
  const double p = value(), z2 = z * z / total;
  const double middle = (p + z2 / 2) / (1 + z2);
  const double reach = z / (1 + z2) * std::sqrt(p * (1 - p) / total + z2 / (4 * total));
  return {middle - reach, middle + reach};
}

}  // namespace koma::eval
