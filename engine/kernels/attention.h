// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/kernels/number.h"
#include "engine/kernels/parallel_for.h"

namespace koma::kernels {

/// A view [batch, heads, tokens, size] whose last dimension is dense; strides in elements.
template <class T>
struct HeadsView {
  T* data = nullptr;
  std::int64_t batch = 0, head = 0, token = 0;  ///< strides
  [[nodiscard]] T* at(std::int64_t b, std::int64_t h, std::int64_t t) const {
    return data + b * batch + h * head + t * token;
  }
};

struct AttentionShape {
  std::int64_t batch = 1, heads = 1;
  std::int64_t queries = 1, keys = 1;  ///< tokens of each
  std::int64_t size = 64;              ///< of one head; even
};

struct AttentionInputs {
  HeadsView<const Bfloat16> queries, keys, values;
  HeadsView<const float> mask;  ///< additive, [batch, heads, queries, keys]; null: all visible; strides may be 0
  float scale = 1;              ///< of the scores, before the mask
};

/// Whether this processor multiplies bfloat16 (AVX512-BF16) and the shape suits: an even head size up to 512.
[[nodiscard]] bool has_attention(const AttentionShape& shape);

/// softmax(scale · Q Kᵀ + mask) V, blockwise without storing the scores (Dao et al. 2022, algorithm 1). Products of
/// bfloat16 with float32 sums; the softmax is in float32, its numerators are rounded to bfloat16. A query that sees
/// nothing gives zeros. Only where has_attention(). The result does not depend on the number of threads.
void attention(const AttentionShape& shape, const AttentionInputs& inputs, const HeadsView<Bfloat16>& result,
               const ParallelFor& parallel);

}  // namespace koma::kernels
