// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>

#include "engine/base/image.h"

namespace koma::api {

/// How previews are made: not at all, by a matrix from the latents, or by a tiny autoencoder where the author has its
/// file (by the matrix where not).
enum class PreviewQuality { off, fast, tiny };

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
  /// The viewer: how good it should be, from the next picture on. With `off` nothing is wanted.
  void set_quality(PreviewQuality quality) noexcept { quality_.store(quality, std::memory_order_relaxed); }
  [[nodiscard]] PreviewQuality quality() const noexcept { return quality_.load(std::memory_order_relaxed); }
  /// The viewer: takes the newest picture, if there is one.
  [[nodiscard]] std::optional<Image> take();
  /// The engine: is it worth the work?
  [[nodiscard]] bool wanted() const noexcept {
    return wanted_.load(std::memory_order_relaxed) && quality() != PreviewQuality::off;
  }
  /// The engine: a new picture; replaces one that nobody took. The slot is not wanted any more until `want()`.
  void offer(Image picture);

 private:
  std::atomic<bool> wanted_ = false;
  std::atomic<PreviewQuality> quality_ = PreviewQuality::fast;
  std::mutex mutex_;
  std::optional<Image> picture_;
  std::function<void()> wake_;
};

}  // namespace koma::api
