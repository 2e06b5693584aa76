// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::checkpoints {

/// True for a folder in DiffSensei's layout: the networks lie in its `image_generator/`.
[[nodiscard]] bool is_diffsensei_folder(const std::filesystem::path& folder);

/// `folder`/image_generator with the parts that model_index.json does not mention (specs/diffsensei.md 1.1).
/// Throws Error(not_found | unreadable | invalid_file).
[[nodiscard]] CheckpointLayout read_diffsensei_folder(const std::filesystem::path& folder);

/// A folder as diffusers writes it: model_index.json says which parts there are; a part given as [null, null] is
/// missing. safety_checker, feature_extractor and image_encoder are left alone.
/// Throws Error(not_found | unreadable | invalid_file | unsupported).
[[nodiscard]] CheckpointLayout read_diffusers_folder(const std::filesystem::path& folder);

}  // namespace koma::checkpoints
