// SPDX-License-Identifier: Apache-2.0
#include "engine/training/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace koma::training {

double Schedule::rate(std::int64_t step, double progress) const noexcept {
  const double warmup = warmup_steps > 0 ? std::min(1.0, double(step + 1) / double(warmup_steps)) : 1.0;
  progress = std::clamp(progress, 0.0, 1.0);
  const double line = flat_until < 1 ? (1 - progress) / (1 - flat_until) : 1.0;
  const double falling = cosine ? 0.5 + 0.5 * std::cos(std::numbers::pi * progress) : line;
  return peak * warmup * std::max(floor_share, std::min(1.0, falling));
}

}  // namespace koma::training
