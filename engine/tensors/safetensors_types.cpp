// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/safetensors_types.h"

#include "engine/base/error.h"

namespace koma::tensors {
namespace {

struct TypeName {
  const char* name;
  at::ScalarType type;
};
constexpr TypeName types[] = {{"BOOL", at::kBool},
                              {"U8", at::kByte},
                              {"I8", at::kChar},
                              {"I16", at::kShort},
                              {"I32", at::kInt},
                              {"I64", at::kLong},
                              {"F16", at::kHalf},
                              {"BF16", at::kBFloat16},
                              {"F32", at::kFloat},
                              {"F64", at::kDouble},
                              {"F8_E4M3", at::ScalarType::Float8_e4m3fn},
                              {"F8_E5M2", at::ScalarType::Float8_e5m2}};

}  // namespace

std::optional<at::ScalarType> safetensors_type(const std::string& name) {
  for (const TypeName& type : types) {
    if (name == type.name) return type.type;
  }
  return std::nullopt;
}

const char* safetensors_name(at::ScalarType scalar) {
  for (const TypeName& type : types) {
    if (scalar == type.type) return type.name;
  }
  throw Error(ErrorCode::unsupported, std::string("safetensors cannot hold tensors of type ") + c10::toString(scalar));
}

}  // namespace koma::tensors
