// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace koma::training {

/// Writes a run as a checkpoint folder in DiffSensei's layout with komawari.json, float16, from the averaged weights;
/// at any time, also while the run goes on. Equal inputs give equal bytes. Throws Error(not_found | invalid_file |
/// unreadable | no_space).
void export_checkpoint(const std::filesystem::path& run, const std::filesystem::path& out);

}  // namespace koma::training
