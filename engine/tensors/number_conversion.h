// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <c10/core/ScalarType.h>

#include <cstddef>

namespace koma::tensors {

/// True for every pair that weights are usually converted between.
[[nodiscard]] bool can_convert(at::ScalarType from, at::ScalarType into) noexcept;

/// Converts `count` numbers, rounding to the nearest, ties to even, as torch's `to` does. Runs on the calling thread
/// alone: torch's own conversion wakes its pool for every piece, and takes 16-bit types number by number.
/// The pair must be one that can_convert; `from` and `into` do not overlap.
void convert_numbers(const void* from, at::ScalarType from_type, void* into, at::ScalarType into_type,
                     std::size_t count);

}  // namespace koma::tensors
