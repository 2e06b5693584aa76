// SPDX-License-Identifier: Apache-2.0
#include "engine/kernels/attention.h"

#include "engine/kernels/attention_avx512.h"
#include "engine/kernels/cpu_features.h"

namespace koma::kernels {

bool has_attention(const AttentionShape& shape) {
  return cpu_features().avx512_bf16 && shape.size % 2 == 0 && shape.size > 0 && shape.size <= largest_head &&
         shape.queries > 0 && shape.keys > 0;
}

#if defined(__x86_64__)
void attention(const AttentionShape& shape, const AttentionInputs& inputs, const HeadsView<Bfloat16>& result,
               const ParallelFor& parallel) {
  attention_avx512(shape, inputs, result, parallel);
}
#else
// Never reached: has_attention() says no.
void attention(const AttentionShape&, const AttentionInputs&, const HeadsView<Bfloat16>&, const ParallelFor&) {}
#endif

}  // namespace koma::kernels
