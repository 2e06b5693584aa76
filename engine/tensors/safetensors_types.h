// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <c10/core/ScalarType.h>

#include <optional>
#include <string>

namespace koma::tensors {

/// torch's type for a safetensors name such as "BF16"; nothing when it is unknown.
[[nodiscard]] std::optional<at::ScalarType> safetensors_type(const std::string& name);
/// The safetensors name of a type. Throws Error(unsupported) where the format has none.
[[nodiscard]] const char* safetensors_name(at::ScalarType type);

}  // namespace koma::tensors
