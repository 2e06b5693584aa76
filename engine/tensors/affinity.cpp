// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/affinity.h"

#include <charconv>
#include <set>
#include <sstream>
#include <string_view>
#ifdef __linux__
#include <sched.h>
#endif

#include "engine/base/error.h"

namespace koma::tensors {

namespace {

constexpr int most_cores = 1024;

int core_of(std::string_view text) {
  int core = -1;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), core);
  const bool good = read.ec == std::errc() && read.ptr == text.data() + text.size() && core >= 0 && core < most_cores;
  if (!good) {
    throw Error(ErrorCode::invalid_argument,
                "\"" + std::string(text) + "\" is no core; write numbers and ranges, for example 0-3,6", "cores");
  }
  return core;
}

}  // namespace

std::vector<int> read_cores(const std::string& text) {
  std::set<int> cores;
  std::istringstream parts(text);
  for (std::string part; std::getline(parts, part, ',');) {
    const std::size_t dash = part.find('-');
    const int first = core_of(part.substr(0, dash));
    const int last = dash == std::string::npos ? first : core_of(part.substr(dash + 1));
    if (last < first) throw Error(ErrorCode::invalid_argument, "the range " + part + " runs backwards", "cores");
    for (int core = first; core <= last; ++core) cores.insert(core);
  }
  return {cores.begin(), cores.end()};
}

void bind_to_cores(const std::vector<int>& cores) {
  if (cores.empty()) return;
#ifdef __linux__
  cpu_set_t set;
  CPU_ZERO(&set);
  for (const int core : cores) CPU_SET(core, &set);
  if (sched_setaffinity(0, sizeof set, &set) == 0) return;
  throw Error(ErrorCode::unsupported, "the system does not give these cores to this program; choose others", "cores");
#else
  throw Error(ErrorCode::unsupported, "cores can be chosen on Linux only; leave the option out", "cores");
#endif
}

}  // namespace koma::tensors
