// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "engine/api/training_request.h"
#include "engine/training/stage.h"

namespace koma::training {

/// Names of the files that the two stages leave in a run's folder.
inline constexpr const char* first_restorer_file = "restorer-1.safetensors";
inline constexpr const char* second_restorer_file = "restorer-2.safetensors";

/// What these stages need beside what every stage needs. Throws Error(invalid_argument | not_found).
void check_restorer(const api::TrainingRequest& request);

/// Trains DiffRIR's first or second stage (restoration/README.md); leaves its checkpoint, a log, its curve, and a sheet
/// of held-out crops: drawn, restored, clean. Throws Error(not_found) for the second without the first, and what
/// CleanPictures, AutoencoderTrip and TrainingLoop throw.
void train_restorer(const Stage& stage, const api::TrainingRequest& request);

/// Writes the averaged weights of a run's second stage as one safetensors file in float16, which a repaint's seam and
/// `upscale` open; at any time. Throws Error(not_found | invalid_file | invalid_argument | unreadable | no_space).
void export_restorer(const std::filesystem::path& run, const std::filesystem::path& out);

}  // namespace koma::training
