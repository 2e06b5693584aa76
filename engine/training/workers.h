// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace koma::training {

/// Runs this program's `arguments` as ranks 1…processes-1 (with --rank, --world and --rendezvous appended) while the
/// caller goes on as rank 0; `wait` collects them. Children still running are ended with it.
class Workers {
 public:
  Workers(const std::vector<std::string>& arguments, int processes, const std::filesystem::path& rendezvous);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  /// Waits for all children; throws Error(internal) when one failed.
  void wait();

 private:
  std::vector<int> pids_;
};

}  // namespace koma::training
