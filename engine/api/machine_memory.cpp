// SPDX-License-Identifier: Apache-2.0
#include "engine/api/machine_memory.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>

namespace koma::api {

namespace fs = std::filesystem;

namespace {

/// "MemAvailable:   16988820 kB"
std::uint64_t line_of(const fs::path& meminfo, const std::string& key) {
  std::ifstream stream(meminfo);
  std::string line;
  while (std::getline(stream, line)) {
    if (!line.starts_with(key + ":")) continue;
    std::uint64_t kib = 0;
    std::istringstream(line.substr(key.size() + 1)) >> kib;
    return kib * 1024;
  }
  return 0;
}

/// The number in a file; nothing when there is none ("max").
std::optional<std::uint64_t> number_in(const fs::path& file) {
  std::ifstream stream(file);
  std::uint64_t number = 0;
  if (!(stream >> number)) return std::nullopt;
  return number;
}

/// A value of the group's memory.stat: pages that the kernel gives back when asked.
std::uint64_t reclaimable(const fs::path& stat) {
  std::ifstream stream(stat);
  std::string key;
  std::uint64_t value = 0;
  while (stream >> key >> value) {
    if (key == "inactive_file" || key == "total_inactive_file") return value;
  }
  return 0;
}

struct GroupFiles {
  const char *limit, *used, *stat;
};
constexpr GroupFiles version_2{"memory.max", "memory.current", "memory.stat"};
constexpr GroupFiles version_1{"memory.limit_in_bytes", "memory.usage_in_bytes", "memory.stat"};

void limit_by(const fs::path& group, const GroupFiles& files, MachineMemory& memory) {
  const auto limit = number_in(group / files.limit), used = number_in(group / files.used);
  if (!limit || !used || *limit >= memory.all) return;
  const std::uint64_t kept = *used - std::min(*used, reclaimable(group / files.stat));
  memory.all = *limit;
  memory.free = std::min(memory.free, *limit - std::min(*limit, kept));
}

/// The path of this process's group in a line of /proc/self/cgroup: "0::/user.slice" or "5:memory:/docker/1".
std::string group_path(const fs::path& file, bool version_two) {
  std::ifstream stream(file);
  std::string line;
  while (std::getline(stream, line)) {
    const std::size_t first = line.find(':'), second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const bool memory = ("," + controllers + ",").find(",memory,") != std::string::npos;
    if (version_two ? controllers.empty() : memory) return line.substr(second + 1);
  }
  return "/";
}

/// Every group above limits the ones below it.
void limit_by_all(const fs::path& mount, const std::string& group, const GroupFiles& files, MachineMemory& memory) {
  fs::path path = fs::path(group).relative_path();
  while (!path.empty()) {
    limit_by(mount / path, files, memory);
    path = path.parent_path();
  }
  limit_by(mount, files, memory);
}

}  // namespace

MachineMemory machine_memory(const fs::path& root) {
  const fs::path meminfo = root / "proc/meminfo", groups = root / "proc/self/cgroup", mount = root / "sys/fs/cgroup";
  MachineMemory memory{.free = line_of(meminfo, "MemAvailable"), .all = line_of(meminfo, "MemTotal")};
  limit_by_all(mount, group_path(groups, true), version_2, memory);
  limit_by_all(mount / "memory", group_path(groups, false), version_1, memory);
  return memory;
}

}  // namespace koma::api
