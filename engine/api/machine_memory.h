// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

namespace koma::api {

/// What this process may still take, in bytes.
struct MachineMemory {
  std::uint64_t free = 0;  ///< without swapping
  std::uint64_t all = 0;   ///< of the machine, or of the control group where that is less
};

/// /proc/meminfo's MemAvailable, and less where a control group (version 2 or 1) limits this process. Both are 0 where
/// the system does not tell. `root` is where /proc and /sys lie; tests give another.
[[nodiscard]] MachineMemory machine_memory(const std::filesystem::path& root = "/");

}  // namespace koma::api
