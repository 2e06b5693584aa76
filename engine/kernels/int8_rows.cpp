// SPDX-License-Identifier: Apache-2.0
#include "engine/kernels/int8_rows.h"

#include <algorithm>
#include <bit>

#include "engine/kernels/cpu_features.h"
#include "engine/kernels/vector_math.h"

namespace koma::kernels {
namespace {

/// Added to a number below 2²², its last bits are the nearest whole number.
constexpr float rounding = 12582912.0f;  // 1.5 · 2²³

KOMA_INLINE float wide(float x) {
  return x;
}
KOMA_INLINE float wide(Bfloat16 x) {
  return std::bit_cast<float>(std::uint32_t(x) << 16);
}
KOMA_INLINE void put(float x, float& y) {
  y = x;
}
/// Seven bits of fraction and the leading one hold every whole number up to 256.
KOMA_INLINE void put(float x, Bfloat16& y) {
  y = Bfloat16(std::bit_cast<std::uint32_t>(x) >> 16);
}

/// Loops over plain numbers that every compiler turns into vectors: bits compare like the numbers they stand for.
template <class T>
KOMA_INLINE void shorten_rows(std::int64_t rows, std::int64_t width, const T* x, std::int8_t* y, float* steps) {
  for (std::int64_t row = 0; row < rows; ++row, x += width, y += width) {
    std::int32_t most = 0;
    for (std::int64_t c = 0; c < width; ++c) {
      most = std::max(most, std::bit_cast<std::int32_t>(wide(x[c])) & 0x7fff'ffff);
    }
    const float largest = std::bit_cast<float>(most);
    steps[row] = largest / 127;
    const float scale = largest > 1e-30f ? 127 / largest : 0;
    for (std::int64_t c = 0; c < width; ++c) {
      const std::int32_t whole = std::bit_cast<std::int32_t>(wide(x[c]) * scale + rounding);
      y[c] = std::int8_t(whole - std::bit_cast<std::int32_t>(rounding));
    }
  }
}

template <class T>
KOMA_INLINE void widen(std::int64_t count, const std::int8_t* x, T* y) {
  for (std::int64_t i = 0; i < count; ++i) put(float(x[i]), y[i]);
}

template <class T>
void shorten_portable(std::int64_t rows, std::int64_t width, const T* x, std::int8_t* y, float* steps) {
  shorten_rows(rows, width, x, y, steps);
}
template <class T>
KOMA_AVX2 void shorten_avx2(std::int64_t rows, std::int64_t width, const T* x, std::int8_t* y, float* steps) {
  shorten_rows(rows, width, x, y, steps);
}
template <class T>
KOMA_AVX512 void shorten_avx512(std::int64_t rows, std::int64_t width, const T* x, std::int8_t* y, float* steps) {
  shorten_rows(rows, width, x, y, steps);
}

template <class T>
void widen_portable(std::int64_t count, const std::int8_t* x, T* y) {
  widen(count, x, y);
}
template <class T>
KOMA_AVX2 void widen_avx2(std::int64_t count, const std::int8_t* x, T* y) {
  widen(count, x, y);
}
template <class T>
KOMA_AVX512 void widen_avx512(std::int64_t count, const std::int8_t* x, T* y) {
  widen(count, x, y);
}

template <class T>
void shorten(std::int64_t rows, std::int64_t width, const T* x, std::int8_t* y, float* steps,
             const ParallelFor& parallel) {
  const Vectors vectors = cpu_features().vectors;
  const auto kernel = vectors == Vectors::avx512 ? shorten_avx512<T>
                      : vectors == Vectors::avx2 ? shorten_avx2<T>
                                                 : shorten_portable<T>;
  parallel(rows, [&](std::int64_t begin, std::int64_t end) {
    kernel(end - begin, width, x + begin * width, y + begin * width, steps + begin);
  });
}

template <class T>
void lengthen(std::int64_t count, const std::int8_t* x, T* y, const ParallelFor& parallel) {
  const Vectors vectors = cpu_features().vectors;
  const auto kernel = vectors == Vectors::avx512 ? widen_avx512<T>
                      : vectors == Vectors::avx2 ? widen_avx2<T>
                                                 : widen_portable<T>;
  parallel(count, [&](std::int64_t begin, std::int64_t end) { kernel(end - begin, x + begin, y + begin); });
}

}  // namespace

void to_int8(std::int64_t rows, std::int64_t width, const float* x, std::int8_t* y, float* steps,
             const ParallelFor& parallel) {
  shorten(rows, width, x, y, steps, parallel);
}
void to_int8(std::int64_t rows, std::int64_t width, const Bfloat16* x, std::int8_t* y, float* steps,
             const ParallelFor& parallel) {
  shorten(rows, width, x, y, steps, parallel);
}

void from_int8(std::int64_t count, const std::int8_t* x, float* y, const ParallelFor& parallel) {
  lengthen(count, x, y, parallel);
}
void from_int8(std::int64_t count, const std::int8_t* x, Bfloat16* y, const ParallelFor& parallel) {
  lengthen(count, x, y, parallel);
}

}  // namespace koma::kernels
