// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace koma::bench {

using Clock = std::chrono::steady_clock;

[[nodiscard]] inline double seconds_between(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}
[[nodiscard]] inline double seconds_since(Clock::time_point start) {
  return seconds_between(start, Clock::now());
}

/// Of this process, all threads together.
[[nodiscard]] double cpu_seconds();
[[nodiscard]] double peak_mebibytes();

/// NaN when there are none.
[[nodiscard]] double median(std::vector<double> values);
[[nodiscard]] double largest(const std::vector<double>& values);

/// "0.31 s", "4.2 ms"; "–" for NaN.
[[nodiscard]] std::string in_seconds(double seconds);
[[nodiscard]] std::string in_milliseconds(double seconds);
[[nodiscard]] std::string in_mebibytes(double mebibytes);

/// Processor, cores and the load average now: what a number is worth nothing without.
[[nodiscard]] std::string machine();

/// A markdown table whose columns line up; the first row is the head.
void print_table(const std::vector<std::vector<std::string>>& rows);

}  // namespace koma::bench
