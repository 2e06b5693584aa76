// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "engine/kernels/number.h"
#include "engine/kernels/parallel_for.h"

namespace koma::kernels {

/// Each row of x [rows, width] as whole numbers −127…127, y [rows, width], times one step, steps [rows]: x ≈ y · step,
/// off by at most half a step. A row of zeros has the step 0.
void to_int8(std::int64_t rows, std::int64_t width, const float* x, std::int8_t* y, float* steps,
             const ParallelFor& parallel);
void to_int8(std::int64_t rows, std::int64_t width, const Bfloat16* x, std::int8_t* y, float* steps,
             const ParallelFor& parallel);

/// The same whole numbers in a wider type, which holds them exactly.
void from_int8(std::int64_t count, const std::int8_t* x, float* y, const ParallelFor& parallel);
void from_int8(std::int64_t count, const std::int8_t* x, Bfloat16* y, const ParallelFor& parallel);

}  // namespace koma::kernels
