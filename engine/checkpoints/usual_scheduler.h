// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::checkpoints {

/// What a single file says about its training.
struct TrainingMarks {
  bool v_prediction = false;
  bool zero_terminal_snr = false;
};

/// The text of the scheduler_config.json that the family's first release came with (specs/engine.md 5): PNDM for
/// Stable Diffusion 1, DDIM for 2, Euler for XL. Zero terminal SNR needs trailing timesteps.
[[nodiscard]] std::string usual_scheduler(Family family, const TrainingMarks& marks);

}  // namespace koma::checkpoints
