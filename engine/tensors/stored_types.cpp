// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/stored_types.h"

#include <string>

#include "engine/base/error.h"

namespace koma::tensors {
namespace {

/// In the order of StoredType.
constexpr at::ScalarType types[] = {at::kBool,
                                    at::kByte,
                                    at::kChar,
                                    at::ScalarType::Float8_e4m3fn,
                                    at::ScalarType::Float8_e5m2,
                                    at::kShort,
                                    at::ScalarType::UInt16,
                                    at::kHalf,
                                    at::kBFloat16,
                                    at::kInt,
                                    at::ScalarType::UInt32,
                                    at::kFloat,
                                    at::kLong,
                                    at::ScalarType::UInt64,
                                    at::kDouble,
                                    at::ScalarType::ComplexFloat};

}  // namespace

at::ScalarType scalar_type(checkpoints::StoredType type) noexcept {
  return types[static_cast<std::size_t>(type)];
}

const char* safetensors_name(at::ScalarType scalar) {
  for (std::size_t i = 0; i < std::size(types); ++i) {
    if (scalar == types[i]) return checkpoints::to_string(static_cast<checkpoints::StoredType>(i));
  }
  throw Error(ErrorCode::unsupported, std::string("safetensors cannot hold tensors of type ") + c10::toString(scalar));
}

}  // namespace koma::tensors
