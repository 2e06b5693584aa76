// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace koma::pipelines {

/// Which part of a schedule an edit of a picture runs.
struct RepaintSteps {
  int steps = 0;  ///< of the whole schedule
  int first = 0;  ///< where it begins; steps − first are executed

  /// The strength that `samplers::first_step` turns into exactly these steps, whatever a sampler's order.
  [[nodiscard]] double strength() const { return first == 0 ? 1 : first == steps ? 0 : (steps - first + 0.25) / steps; }
  friend bool operator==(const RepaintSteps&, const RepaintSteps&) = default;
};

/// Strength 1 runs all steps from pure noise, 0 none. Between: first = round(N·(1 − strength)), and N is raised (to 150
/// at most) where fewer than 4 steps would be executed, since too few cannot draw anything (specs/inpaint.md 13.8).
/// With `upstream_quirks` as in diffusers: int(N·strength) steps of the N, which may be none.
[[nodiscard]] RepaintSteps repaint_steps(int steps, double strength, bool upstream_quirks = false);

}  // namespace koma::pipelines
