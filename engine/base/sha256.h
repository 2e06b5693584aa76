// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace koma {

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::span<const std::uint8_t> bytes);
/// Of a whole file, read in pieces. Throws Error(not_found | unreadable).
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace koma
