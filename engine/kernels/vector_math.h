// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>

#include "engine/kernels/number.h"

/// Sixteen numbers at a time in GCC's vector types. Everything is inlined into functions that are compiled once for
/// every instruction set (plain, KOMA_AVX2, KOMA_AVX512), so one source serves them all.
namespace koma::kernels {

#define KOMA_INLINE [[gnu::always_inline]] inline

#if defined(__x86_64__)
#define KOMA_AVX2 [[gnu::target("avx2,fma")]]
#define KOMA_AVX512 [[gnu::target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,prefer-vector-width=512")]]
#else
#define KOMA_AVX2
#define KOMA_AVX512
#endif

constexpr std::int64_t lanes = 16;
using Floats = float __attribute__((vector_size(64)));
using Ints = std::int32_t __attribute__((vector_size(64)));
using Words = std::uint32_t __attribute__((vector_size(64)));
using Shorts = std::uint16_t __attribute__((vector_size(32)));

KOMA_INLINE Floats load(const float* from) {
  Floats x;
  std::memcpy(&x, from, sizeof x);
  return x;
}

KOMA_INLINE Floats load(const Bfloat16* from) {
  Shorts upper;
  std::memcpy(&upper, from, sizeof upper);
  return reinterpret_cast<Floats>(__builtin_convertvector(upper, Words) << 16);
}

KOMA_INLINE void store(float* to, Floats x) {
  std::memcpy(to, &x, sizeof x);
}

/// Rounds to nearest, ties to even. Quiet NaNs stay NaN.
KOMA_INLINE void store(Bfloat16* to, Floats x) {
  const Words bits = reinterpret_cast<Words>(x);
  const Shorts upper = __builtin_convertvector((bits + 0x7fff + ((bits >> 16) & 1)) >> 16, Shorts);
  std::memcpy(to, &upper, sizeof upper);
}

KOMA_INLINE float to_float(float x) {
  return x;
}

KOMA_INLINE float to_float(Bfloat16 x) {
  const std::uint32_t bits = std::uint32_t(x) << 16;
  float result;
  std::memcpy(&result, &bits, sizeof result);
  return result;
}

/// e^x within 2 units of the last place; x below −87 counts as −87, above 88 as 88.
KOMA_INLINE Floats exponential(Floats x) {
  x = x < -87.0f ? Floats{} - 87.0f : x;
  x = x > 88.0f ? Floats{} + 88.0f : x;
  constexpr float rounder = 12582912;  // 1.5 · 2^23: adding it leaves no bits behind the point
  const Floats power = (x * 1.44269504f + rounder) - rounder;
  const Floats r = (x - power * 0.693359375f) - power * -2.12194440e-4f;  // |r| ≤ ln 2 / 2 (Cody & Waite)
  // Coefficients of Cephes' expf.
  Floats p = Floats{} + 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + (r + 1.0f);
  const Ints scale = (__builtin_convertvector(power, Ints) + 127) << 23;
  return p * reinterpret_cast<Floats>(scale);
}

/// x σ(x)
KOMA_INLINE Floats silu(Floats x) {
  return x / (exponential(-x) + 1.0f);
}

/// x Φ(x), the exact form: Φ by Abramowitz & Stegun 7.1.26, within 1.5e-7.
KOMA_INLINE Floats gelu(Floats x) {
  const Floats scaled = x * 0.70710678f;
  const Floats magnitude = scaled < 0.0f ? -scaled : scaled;
  const Floats t = 1.0f / (magnitude * 0.3275911f + 1.0f);
  Floats p = t * 1.061405429f - 1.453152027f;
  p = p * t + 1.421413741f;
  p = p * t - 0.284496736f;
  p = p * t + 0.254829592f;
  const Floats tail = p * t * exponential(-(magnitude * magnitude));  // 1 − erf
  return x * 0.5f * (x < 0.0f ? tail : 2.0f - tail);
}

}  // namespace koma::kernels
