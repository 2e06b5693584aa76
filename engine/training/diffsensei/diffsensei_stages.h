// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/training_request.h"
#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/models/model_traits.h"
#include "engine/models/resampler.h"
#include "engine/training/stage.h"

namespace koma::training {

/// Throws Error(invalid_argument) for what one of DiffSensei's stages cannot be run with; looked at before any work.
void check_diffsensei(const api::TrainingRequest& request);

/// Trains one of DiffSensei's three stages (specs/diffsensei.md 6) on annotated pages, from `request.from` with what
/// the run's earlier stages changed, and leaves its checkpoint in the run's folder.
///   t2i        the denoiser hears captions only; loss mean((ε_θ − ε)²) (6.2)
///   condition  the resampler and the denoiser, with references, their boxes and dialog boxes; the same loss
///   mllm       the language agent; L = L_diff + λ_lm L_lm + λ_rec L_rec
/// Throws Error(invalid_argument | not_found | invalid_file | unsupported | unreadable).
void train_diffsensei(const Stage& stage, const api::TrainingRequest& request);

/// Where a run keeps the tensors that were added to its checkpoint.
[[nodiscard]] std::filesystem::path start_folder(const std::filesystem::path& run);
/// The checkpoint that a run's stages begin with, completed for those that know characters.
[[nodiscard]] checkpoints::CheckpointLayout stage_layout(const std::filesystem::path& run,
                                                         const api::TrainingRequest& request, bool characters);
/// Adds the agent that stage mllm begins with.
void add_stage_agent(checkpoints::CheckpointLayout& layout, const std::filesystem::path& run,
                     const api::TrainingRequest& request, const models::ModelTraits& traits,
                     const models::Resampler& resampler);

}  // namespace koma::training
