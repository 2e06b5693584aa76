// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/training_request.h"

namespace koma::training {

/// Writes what the stages of `request.run` made of `request.from` as a checkpoint in the public layout below
/// `request.out` (specs/diffsensei.md 1.1), safetensors throughout: averaged weights where an average was kept,
/// low-rank changes folded in, everything else as it was. A run of stage t2i alone on a plain SDXL gives diffusers'
/// folder. Throws Error(not_found) when no stage was trained, Error(no_space | unreadable | invalid_file |
/// invalid_argument).
void export_diffsensei(const api::TrainingRequest& request);

}  // namespace koma::training
