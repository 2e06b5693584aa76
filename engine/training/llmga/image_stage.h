// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/training_request.h"
#include "engine/training/stage.h"

namespace koma::training {

/// Throws Error(invalid_argument) for what the stage cannot be run with; looked at before any work.
void check_assistant_images(const api::TrainingRequest& request);

/// LLMGA's second stage (specs/llmga.md 2.6): the denoiser of `request.from` learns to draw what long captions say,
/// heard in up to four windows; one of 9 input channels learns to fill holes. Throws what loading, reading and training
/// throw.
void train_assistant_images(const Stage& stage, const api::TrainingRequest& request);

}  // namespace koma::training
