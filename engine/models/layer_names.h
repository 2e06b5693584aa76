// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace koma::models {

/// The name of a list's layer: "down_blocks", 2 → "down_blocks.2".
[[nodiscard]] inline std::string item(const std::string& list, std::int64_t index) {
  return list + "." + std::to_string(index);
}

}  // namespace koma::models
