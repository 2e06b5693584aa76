// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "engine/api/training_request.h"
#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/training/diffsensei/stage_weights.h"
#include "engine/training/stage.h"

namespace koma::training {

/// Files of the language model's two stages in a run's folder.
inline constexpr const char* assistant_projector_file = "assistant-projector.safetensors";
inline constexpr const char* assistant_file = "assistant.safetensors";

/// Throws Error(invalid_argument) for what one of the assistant's stages cannot be run with; looked at before any work.
void check_assistant(const api::TrainingRequest& request);

/// Trains the projector, or projector and language model, on conversations (specs/llmga.md 2.6), with what stage
/// projector left in the run's folder. Throws what loading, reading and training throw.
void train_assistant(const Stage& stage, const api::TrainingRequest& request);

/// The models that the run began with, and what its stages made of them.
struct TrainedAssistant {
  checkpoints::CheckpointLayout layout;
  ChangedWeights changes;
};
/// Throws Error(not_found) where no stage was trained.
[[nodiscard]] TrainedAssistant trained_assistant(const api::TrainingRequest& request);

}  // namespace koma::training
