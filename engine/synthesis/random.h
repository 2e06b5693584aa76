// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <random>
#include <span>

namespace koma::synthesis {

/// Random numbers that are the same everywhere: the standard's distributions differ between libraries, its engine does
/// not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  /// Uniform in [low, high).
  [[nodiscard]] double uniform(double low, double high);
  /// Uniform in 0 … count − 1.
  [[nodiscard]] int integer(int count);
  [[nodiscard]] bool chance(double probability) { return uniform(0, 1) < probability; }
  /// An index, likely in proportion to its weight.
  [[nodiscard]] int pick(std::span<const double> weights);
  [[nodiscard]] int pick(std::initializer_list<double> weights) {
    return pick(std::span(weights.begin(), weights.size()));
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace koma::synthesis
