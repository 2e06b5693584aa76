// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>

namespace koma {

/// A number that names one thing of type T in its project. Ids of different things do not convert into each other.
/// Zero names nothing; ids are never reused within a project.
template <class T>
struct Id {
  std::uint64_t value = 0;

  [[nodiscard]] explicit operator bool() const noexcept { return value != 0; }
  friend auto operator<=>(Id, Id) = default;
};

}  // namespace koma
