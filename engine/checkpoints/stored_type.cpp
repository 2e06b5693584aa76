// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "engine/checkpoints/tensor_index.h"

namespace koma::checkpoints {

namespace {

struct TypeFacts {
  const char* name;
  std::size_t size;
};

/// In the enumerators' order.
constexpr std::array<TypeFacts, 16> facts{{{"BOOL", 1},
                                           {"U8", 1},
                                           {"I8", 1},
                                           {"F8_E4M3", 1},
                                           {"F8_E5M2", 1},
                                           {"I16", 2},
                                           {"U16", 2},
                                           {"F16", 2},
                                           {"BF16", 2},
                                           {"I32", 4},
                                           {"U32", 4},
                                           {"F32", 4},
                                           {"I64", 8},
                                           {"U64", 8},
                                           {"F64", 8},
                                           {"C64", 8}}};

}  // namespace

std::size_t size_of(StoredType type) noexcept {
  return facts[std::size_t(type)].size;
}

const char* to_string(StoredType type) noexcept {
  return facts[std::size_t(type)].name;
}

}  // namespace koma::checkpoints
