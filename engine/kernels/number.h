// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace koma::kernels {

/// The upper half of a float32: sign, 8 bits of exponent, 7 of fraction.
enum class Bfloat16 : std::uint16_t {};

}  // namespace koma::kernels
