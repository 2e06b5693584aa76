// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "engine/manga/project_store.h"

namespace koma::app {

/// Absolute, and without a slash at its end.
[[nodiscard]] std::filesystem::path inFull(const std::filesystem::path& path);

/// A copy of a bundle in the making: it grows under a hidden name beside its place and takes the place when it is
/// whole, so that nobody ever finds half a bundle. Removed again unless it was finished.
class BundleCopy {
 public:
  /// Copies the structure, on the thread that owns the store. Throws Error(invalid_argument) when something is at
  /// `target` already, Error(unreadable | no_space).
  BundleCopy(manga::ProjectStore& store, const std::filesystem::path& target);
  ~BundleCopy();
  BundleCopy(const BundleCopy&) = delete;
  BundleCopy& operator=(const BundleCopy&) = delete;

  /// Copies the pictures and takes the place, on any thread: objects never change. Durable on return. Throws
  /// Error(unreadable | no_space).
  void finish();

 private:
  void copyObject(const std::filesystem::path& object);

  std::filesystem::path source_, target_, temporary_;
};

}  // namespace koma::app
