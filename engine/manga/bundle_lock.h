// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace koma::manga {

/// Keeps a second program out of a bundle: the file `lock` with host, process and boot, held by an advisory lock that
/// the system drops when the process ends, however it ends. A lock file left by a dead process is taken over.
class BundleLock {
 public:
  /// Throws Error(busy) naming the holder, Error(unreadable | no_space) when the file cannot be made.
  explicit BundleLock(const std::filesystem::path& bundle);
  ~BundleLock();
  BundleLock(BundleLock&& other) noexcept;
  BundleLock& operator=(BundleLock&& other) noexcept;

 private:
  [[noreturn]] void refuse(int number);
  void release_descriptor() noexcept;
  void release() noexcept;
  std::filesystem::path path_;
  int descriptor_ = -1;
};

}  // namespace koma::manga
