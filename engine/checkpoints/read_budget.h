// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "engine/checkpoints/stored_bytes.h"
#include "engine/checkpoints/tensor_index.h"

namespace koma::checkpoints {

/// What a described tensor costs at least: its entry in the index and the map\'s own.
inline constexpr std::uint64_t bytes_per_tensor = sizeof(std::pair<const std::string, StoredTensor>) + 64;

/// Sides of a tensor; torch has no more.
inline constexpr std::size_t max_rank = 64;

/// What reading a file's description may cost in memory: the file's own size and a fixed 16 MiB, however large the
/// numbers are that the file claims. Every container of a reader is paid from it before it grows.
class ReadBudget {
 public:
  explicit ReadBudget(const StoredBytes& file) : file_(file), left_(file.size() + allowance) {}

  /// Throws Error(invalid_file) when nothing is left.
  void take(std::uint64_t bytes) {
    if (bytes > left_) refuse(file_, "the file's description would need more memory than the file is long");
    left_ -= bytes;
  }

 private:
  static constexpr std::uint64_t allowance = std::uint64_t{16} << 20;

  const StoredBytes& file_;
  std::uint64_t left_;
};

}  // namespace koma::checkpoints
