// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>

#include "engine/base/image.h"

namespace koma::api {

/// One picture, the latest wins, made only when somebody wants it. The one mutable object that a job shares between
/// threads; locked inside. A slow or hidden viewer costs the engine nothing: it simply does not say `want()` again.
class PreviewSlot {
 public:
  /// `wake` is called on the engine's thread, outside the lock, by an offer that finds the slot empty.
  explicit PreviewSlot(std::function<void()> wake = {}) : wake_(std::move(wake)) {}
  PreviewSlot(const PreviewSlot&) = delete;
  PreviewSlot& operator=(const PreviewSlot&) = delete;

  /// The viewer: is ready for the next picture.
  void want() noexcept { wanted_.store(true, std::memory_order_relaxed); }
  /// The viewer: takes the newest picture, if there is one.
  [[nodiscard]] std::optional<Image> take();
  /// The engine: is it worth the work?
  [[nodiscard]] bool wanted() const noexcept { return wanted_.load(std::memory_order_relaxed); }
  /// The engine: a new picture; replaces one that nobody took. The slot is not wanted any more until `want()`.
  void offer(Image picture);

 private:
  std::atomic<bool> wanted_ = false;
  std::mutex mutex_;
  std::optional<Image> picture_;
  std::function<void()> wake_;
};

}  // namespace koma::api
