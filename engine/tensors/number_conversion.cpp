// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/number_conversion.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace koma::tensors {
namespace {

/// Numbers per step; a count that the compiler knows, so that it makes vectors of the loop.
constexpr std::size_t step = 64;

/// IEEE 754 binary16 → binary32 without a branch: the exponent's bias grows from 15 to 127, twice as much for
/// infinities and NaN; numbers without a leading one are multiples of 2⁻²⁴.
inline float widened(std::uint16_t half) {
  constexpr std::uint32_t bias = std::uint32_t{127 - 15} << 23;
  const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000) << 16;
  const std::uint32_t magnitude = half & 0x7FFF;
  const std::uint32_t normal = (magnitude << 13) + bias + (magnitude >= 0x7C00 ? bias : 0);
  const auto small = std::bit_cast<std::uint32_t>(static_cast<float>(static_cast<std::int32_t>(magnitude)) * 0x1p-24f);
  const std::uint32_t is_small = magnitude < 0x0400 ? ~std::uint32_t{0} : 0;  // a mask: a choice would be a branch
  return std::bit_cast<float>((small & is_small) | (normal & ~is_small) | sign);
}

/// binary32 → bfloat16, to the nearest and even; every NaN becomes torch's.
inline std::uint16_t brain(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const auto rounded = static_cast<std::uint16_t>((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
  return (bits & 0x7FFFFFFF) > 0x7F800000 ? 0x7FC0 : rounded;
}

struct HalfToFloat {
  using From = std::uint16_t;
  using Into = float;
  static Into of(From number) { return widened(number); }
};
struct HalfToBrain {
  using From = std::uint16_t;
  using Into = std::uint16_t;
  static Into of(From number) { return brain(widened(number)); }
};
struct BrainToFloat {
  using From = std::uint16_t;
  using Into = float;
  static Into of(From number) { return std::bit_cast<float>(static_cast<std::uint32_t>(number) << 16); }
};
struct FloatToBrain {
  using From = float;
  using Into = std::uint16_t;
  static Into of(From number) { return brain(number); }
};

template <class Rule>
[[gnu::always_inline]] inline void convert_all(const void* from, void* into, std::size_t count) {
  typename Rule::From given[step];
  typename Rule::Into made[step];
  const auto* source = static_cast<const char*>(from);
  auto* target = static_cast<char*>(into);
  std::size_t at = 0;
  for (; at + step <= count; at += step) {
    std::memcpy(given, source + at * sizeof(given[0]), sizeof(given));
    for (std::size_t i = 0; i < step; ++i) made[i] = Rule::of(given[i]);
    std::memcpy(target + at * sizeof(made[0]), made, sizeof(made));
  }
  std::memcpy(given, source + at * sizeof(given[0]), (count - at) * sizeof(given[0]));
  for (std::size_t i = 0; i < count - at; ++i) made[i] = Rule::of(given[i]);
  std::memcpy(target + at * sizeof(made[0]), made, (count - at) * sizeof(made[0]));
}

#if defined(__x86_64__)
template <class Rule>
[[gnu::target("avx512f,avx512bw,avx512vl")]] void convert_512(const void* from, void* into, std::size_t count) {
  convert_all<Rule>(from, into, count);
}
template <class Rule>
[[gnu::target("avx2")]] void convert_256(const void* from, void* into, std::size_t count) {
  convert_all<Rule>(from, into, count);
}
#endif

/// The widest form that this processor has.
template <class Rule>
void convert(const void* from, void* into, std::size_t count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
    return convert_512<Rule>(from, into, count);
  }
  if (__builtin_cpu_supports("avx2")) return convert_256<Rule>(from, into, count);
#endif
  convert_all<Rule>(from, into, count);
}

using Conversion = void (*)(const void*, void*, std::size_t);

Conversion conversion(at::ScalarType from, at::ScalarType into) noexcept {
  if (from == at::kHalf && into == at::kFloat) return convert<HalfToFloat>;
  if (from == at::kHalf && into == at::kBFloat16) return convert<HalfToBrain>;
  if (from == at::kBFloat16 && into == at::kFloat) return convert<BrainToFloat>;
  if (from == at::kFloat && into == at::kBFloat16) return convert<FloatToBrain>;
  return nullptr;
}

}  // namespace

bool can_convert(at::ScalarType from, at::ScalarType into) noexcept {
  return conversion(from, into) != nullptr;
}

void convert_numbers(const void* from, at::ScalarType from_type, void* into, at::ScalarType into_type,
                     std::size_t count) {
  conversion(from_type, into_type)(from, into, count);
}

}  // namespace koma::tensors
