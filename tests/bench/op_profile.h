// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace koma::bench {

/// What one kind of operator cost: CPU seconds of the calling thread without the operators below it, and calls.
struct OpCost {
  double seconds = 0;
  std::int64_t calls = 0;
};

/// Listens to every operator of the calling thread while it lives. One at a time.
class OpProfile {
 public:
  OpProfile();
  ~OpProfile();
  OpProfile(const OpProfile&) = delete;
  OpProfile& operator=(const OpProfile&) = delete;
  /// By operator name ("aten::gelu", "komawari::attention").
  [[nodiscard]] const std::map<std::string, OpCost>& costs() const;

 private:
  std::uint64_t handle_;
};

}  // namespace koma::bench
