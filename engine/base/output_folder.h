// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace koma {

/// Makes the folder that results are written to, and those above it, or finds it there; called before the long work,
/// not after it. Throws Error(unreadable | no_space).
void make_output_folder(const std::filesystem::path& folder);

}  // namespace koma
