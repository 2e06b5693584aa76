// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "engine/manga/ids.h"

namespace koma::manga {

/// Where a bundle keeps a picture. Throws Error(invalid_argument) when `asset` is not the name of an object: names come
/// out of the database and, in imports, from strangers.
[[nodiscard]] std::filesystem::path object_path(const std::filesystem::path& bundle, const AssetId& asset);

/// Stores bytes under their hash, durably; the same bytes again cost nothing. `kind` is the extension without a dot.
/// Any thread may do this; the store has yet to enter the object. Throws Error(no_space | unreadable).
[[nodiscard]] AssetId write_object(const std::filesystem::path& bundle, std::span<const std::uint8_t> bytes,
                                   const std::string& kind);

/// Reads and verifies an object, without the database, so from any thread. `picture` names it in errors, "the picture
/// of page 2". Throws Error(not_found | unreadable | invalid_file).
[[nodiscard]] std::vector<std::uint8_t> read_object(const std::filesystem::path& bundle, const AssetId& asset,
                                                    const std::string& picture = "the picture");

}  // namespace koma::manga
