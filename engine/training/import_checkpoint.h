// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace koma::training {

/// The inverse of `export_checkpoint`: makes the files of a run from a checkpoint folder, so that training goes on from
/// shipped weights, with fresh optimizer moments and a fresh budget (specs/minimodel.md: warm starts work). Never
/// replaces a stage that the run already has. Throws Error(not_found | unreadable | invalid_file | invalid_argument).
void import_checkpoint(const std::filesystem::path& checkpoint, const std::filesystem::path& run);

}  // namespace koma::training
