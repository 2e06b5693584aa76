// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace koma {

/// Makes a folder below an existing one, or finds it there, and syncs the parent, so that a file that is durable inside
/// does not lose its folder in a power cut. Throws Error(unreadable | no_space).
void make_durable_folder(const std::filesystem::path& folder);

/// Makes the names in a folder durable. Throws Error(unreadable | no_space).
void sync_folder(const std::filesystem::path& folder);

/// Makes the bytes of a file durable that somebody else has written. Throws Error(unreadable | no_space).
void sync_file(const std::filesystem::path& file);

}  // namespace koma
