// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <c10/core/ScalarType.h>

#include "engine/checkpoints/tensor_index.h"

namespace koma::tensors {

/// torch's type for a stored one.
[[nodiscard]] at::ScalarType scalar_type(checkpoints::StoredType type) noexcept;
/// The safetensors name of a type. Throws Error(unsupported) where the format has none.
[[nodiscard]] const char* safetensors_name(at::ScalarType type);

}  // namespace koma::tensors
