// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/checkpoints/stored_bytes.h"
#include "engine/checkpoints/tensor_index.h"

namespace koma::checkpoints {

/// read_tensor_index of bytes that need not lie in a file.
[[nodiscard]] TensorIndex read_tensor_index(const StoredBytes& file);

}  // namespace koma::checkpoints
