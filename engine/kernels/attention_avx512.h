// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/kernels/attention.h"

namespace koma::kernels {

/// Of one head; bounds the memory of a thread.
inline constexpr std::int64_t largest_head = 512;

void attention_avx512(const AttentionShape& shape, const AttentionInputs& inputs, const HeadsView<Bfloat16>& result,
                      const ParallelFor& parallel);

}  // namespace koma::kernels
