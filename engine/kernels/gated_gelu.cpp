// SPDX-License-Identifier: Apache-2.0
#include "engine/kernels/gated_gelu.h"

#include <algorithm>

#include "engine/kernels/cpu_features.h"
#include "engine/kernels/vector_math.h"

namespace koma::kernels {
namespace {

template <class T>
KOMA_INLINE void gate_rows(std::int64_t rows, std::int64_t width, const T* x, T* y) {
  for (std::int64_t row = 0; row < rows; ++row, x += 2 * width, y += width) {
    std::int64_t c = 0;
    for (; c + lanes <= width; c += lanes) store(y + c, load(x + c) * gelu(load(x + width + c)));
    if (c == width) continue;
    T values[lanes] = {}, gates[lanes] = {}, results[lanes];
    std::copy_n(x + c, width - c, values);
    std::copy_n(x + width + c, width - c, gates);
    store(results, load(values) * gelu(load(gates)));
    std::copy_n(results, width - c, y + c);
  }
}

template <class T>
void gate_portable(std::int64_t rows, std::int64_t width, const T* x, T* y) {
  gate_rows(rows, width, x, y);
}
template <class T>
KOMA_AVX2 void gate_avx2(std::int64_t rows, std::int64_t width, const T* x, T* y) {
  gate_rows(rows, width, x, y);
}
template <class T>
KOMA_AVX512 void gate_avx512(std::int64_t rows, std::int64_t width, const T* x, T* y) {
  gate_rows(rows, width, x, y);
}

template <class T>
void gate(std::int64_t rows, std::int64_t width, const T* x, T* y, const ParallelFor& parallel) {
  const Vectors vectors = cpu_features().vectors;
  const auto kernel = vectors == Vectors::avx512 ? gate_avx512<T>
                      : vectors == Vectors::avx2 ? gate_avx2<T>
                                                 : gate_portable<T>;
  parallel(rows, [&](std::int64_t begin, std::int64_t end) {
    kernel(end - begin, width, x + 2 * begin * width, y + begin * width);
  });
}

}  // namespace

void gated_gelu(std::int64_t rows, std::int64_t width, const float* x, float* y, const ParallelFor& parallel) {
  gate(rows, width, x, y, parallel);
}

void gated_gelu(std::int64_t rows, std::int64_t width, const Bfloat16* x, Bfloat16* y, const ParallelFor& parallel) {
  gate(rows, width, x, y, parallel);
}

}  // namespace koma::kernels
