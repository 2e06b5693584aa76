// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/checkpoints/stored_bytes.h"
#include "engine/checkpoints/tensor_index.h"

namespace koma::checkpoints {

/// Longest header that is read, as in the reference reader.
inline constexpr std::uint64_t longest_safetensors_header = 100'000'000;

/// Reads the header of a safetensors file: 8 bytes length, a JSON object, then the tensors without gaps. It is checked
/// completely (specs/engine.md 4.8): length, no name twice, at most 3 levels, known types, shape × type equal to the
/// byte range, ranges without holes, overlaps or trailing bytes. Throws Error(unreadable | invalid_file).
[[nodiscard]] TensorIndex read_safetensors_index(const StoredBytes& file);

}  // namespace koma::checkpoints
