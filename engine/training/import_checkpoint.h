// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/api/training_request.h"

namespace koma::training {

/// What a run wants of a checkpoint beside its weights.
struct ImportOptions {
  std::string width;  ///< of the denoiser (mini_config.h); empty: the checkpoint's own
  std::uint64_t seed = 1;
  api::TrainingReport report = [](const api::TrainingNote&) {};
};

/// The inverse of `export_checkpoint`: makes the files of a run from a checkpoint folder, so that training goes on from
/// shipped weights, with fresh optimizer moments and a fresh budget (specs/minimodel.md: warm starts work). Never
/// replaces a stage that the run already has. The checkpoint may be of an earlier, smaller world or of another width:
/// tables that grew keep their rows, words their vectors, what has another shape begins anew and is reported
/// (grown_weights.h). Throws Error(not_found | unreadable | invalid_file | invalid_argument).
void import_checkpoint(const std::filesystem::path& checkpoint, const std::filesystem::path& run,
                       const ImportOptions& options);

}  // namespace koma::training
