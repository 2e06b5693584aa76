// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

#include "engine/base/atomic_file.h"
#include "engine/base/output_folder.h"

namespace koma::training {

/// Writes a part's description as checkpoints have it, its folder made if need be. Throws Error(unreadable | no_space).
inline void write_json(const std::filesystem::path& file, const nlohmann::ordered_json& json) {
  make_output_folder(file.parent_path());
  write_atomically(file, json.dump(2) + "\n");
}

}  // namespace koma::training
