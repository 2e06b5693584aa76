// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/repaint_steps.h"

#include <algorithm>
#include <cmath>

namespace koma::pipelines {

namespace {

constexpr int fewest_executed = 4;
constexpr int most_steps = 150;

}  // namespace

RepaintSteps repaint_steps(int steps, double strength, bool upstream_quirks) {
  if (upstream_quirks) return {steps, std::max(steps - std::min(int(steps * strength), steps), 0)};
  if (strength >= 1) return {steps, 0};
  if (strength <= 0) return {steps, steps};
  const int first = int(std::lround(steps * (1 - strength)));
  if (steps - first >= fewest_executed) return {steps, first};
  const int raised = std::clamp(int(std::ceil(fewest_executed / strength)), std::max(steps, fewest_executed),
                                std::max(steps, most_steps));
  return {raised, raised - fewest_executed};
}

}  // namespace koma::pipelines
