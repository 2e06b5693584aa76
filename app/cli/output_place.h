// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace koma::app {

/// Throws Error(not_found) unless the file's folder exists: said before the long work, not after it.
void requireFolderOf(const std::filesystem::path& file);

}  // namespace koma::app
