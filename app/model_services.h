// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "ui/generation/memory_need.h"
#include "ui/models/model_hashing.h"

namespace koma::app {

/// What the window asks about models, away from its thread: the hash of a file or folder.
[[nodiscard]] ui::HashModel modelHashing();

/// What drawing on the CPU will need, as the engine plans it (tiles and single stages are taken without asking). The
/// folders are searched for ids. What cannot be read gives no forecast; the engine says why when it draws.
[[nodiscard]] ui::ForecastMemory memoryForecast(std::vector<std::filesystem::path> modelFolders);

}  // namespace koma::app
