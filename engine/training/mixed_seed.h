// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace koma::training {

/// SplitMix64 over a run's seed and two numbers, for example rank and step: neighbours get unrelated streams.
[[nodiscard]] constexpr std::uint64_t mixed_seed(std::uint64_t seed, std::uint64_t a, std::uint64_t b) noexcept {
  std::uint64_t x = seed + 0x9E3779B97F4A7C15u * (a + 1) + 0xD1B54A32D192ED03u * (b + 1);
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

}  // namespace koma::training
