// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/measuring.h"

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <limits>
#include <thread>

namespace koma::bench {

namespace {

std::string number(double value, const char* format, const char* unit) {
  if (std::isnan(value)) return "–";
  char text[64];
  std::snprintf(text, sizeof text, format, value);
  return std::string(text) + unit;
}

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown processor";
}

/// Columns on the screen; every character of our tables is one column wide.
std::size_t width_of(const std::string& text) {
  return std::size_t(std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double peak_mebibytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return double(usage.ru_maxrss) / 1024;
}

double median(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

double largest(const std::vector<double>& values) {
  return values.empty() ? std::numeric_limits<double>::quiet_NaN() : std::ranges::max(values);
}

std::string in_seconds(double seconds) {
  return number(seconds, "%.2f", " s");
}

std::string in_milliseconds(double seconds) {
  return number(seconds * 1000, "%.1f", " ms");
}

std::string in_mebibytes(double mebibytes) {
  return number(mebibytes, "%.0f", " MiB");
}

std::string machine() {
  double load[3] = {};
  getloadavg(load, 3);
  return processor() + ", " + std::to_string(std::thread::hardware_concurrency()) + " cores, load average " +
         number(load[0], "%.2f", "") + " (1 min), " + number(load[1], "%.2f", "") + " (5 min)";
}

void print_table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  const auto print = [&](const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      std::cout << "| " << row[i] << std::string(widths[i] - width_of(row[i]) + 1, ' ');
    }
    std::cout << "|\n";
  };
  print(rows.front());
  for (std::size_t i = 0; i < widths.size(); ++i) {
    // Names stand left, numbers right.
    std::cout << '|' << std::string(widths[i] + (i == 0 ? 2 : 1), '-') << (i == 0 ? "" : ":");
  }
  std::cout << "|\n";
  for (std::size_t i = 1; i < rows.size(); ++i) print(rows[i]);
  std::cout << std::flush;
}

}  // namespace koma::bench
