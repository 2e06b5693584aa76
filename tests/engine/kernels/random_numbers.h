// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <random>
#include <type_traits>
#include <vector>

#include "engine/kernels/number.h"

namespace koma::test {

/// The nearest below in size: enough to make inputs.
inline kernels::Bfloat16 cut(float x) {
  std::uint32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return kernels::Bfloat16(bits >> 16);
}

inline double value(float x) {
  return double(x);
}

inline double value(kernels::Bfloat16 x) {
  const std::uint32_t bits = std::uint32_t(x) << 16;
  float result;
  std::memcpy(&result, &bits, sizeof result);
  return double(result);
}

template <class T>
std::vector<T> random_numbers(std::size_t count, unsigned seed, float mean = 0, float deviation = 1) {
  std::mt19937 generator(seed);
  std::normal_distribution<float> normal(mean, deviation);
  std::vector<T> numbers(count);
  for (T& number : numbers) {
    if constexpr (std::is_same_v<T, float>) {
      number = normal(generator);
    } else {
      number = cut(normal(generator));
    }
  }
  return numbers;
}

/// In three uneven parts, the last first, as threads might come.
inline void run_in_parts(std::int64_t count, const std::function<void(std::int64_t, std::int64_t)>& work) {
  const std::int64_t a = count / 5, b = count / 2;
  if (b < count) work(b, count);
  if (a < b) work(a, b);
  if (a > 0) work(0, a);
}

/// The largest difference.
template <class T>
double distance(const std::vector<T>& ours, const std::vector<double>& reference) {
  double largest = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const double difference = std::abs(value(ours[i]) - reference[i]);
    // Not std::max: a NaN must not pass.
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

}  // namespace koma::test
