// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <utility>

namespace koma::api {

/// Ends what it stands for when it is destroyed: from then on no callback runs, and none is running any more. Hold it
/// as the last member of whoever listens, so that it dies first.
class Subscription {
 public:
  Subscription() = default;
  explicit Subscription(std::function<void()> end) : end_(std::move(end)) {}
  Subscription(Subscription&& other) noexcept : end_(std::exchange(other.end_, nullptr)) {}
  Subscription& operator=(Subscription&& other) noexcept {
    if (this != &other) {
      end();
      end_ = std::exchange(other.end_, nullptr);
    }
    return *this;
  }
  ~Subscription() { end(); }

 private:
  void end() {
    if (end_) std::exchange(end_, nullptr)();
  }
  std::function<void()> end_;
};

}  // namespace koma::api
