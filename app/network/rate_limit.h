// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <stop_token>

namespace koma::app {

/// Where time comes from; tests give a clock of their own.
struct Clock {
  using Time = std::chrono::steady_clock::time_point;
  std::function<Time()> now;
  /// Returns early when asked to stop.
  std::function<void(std::chrono::nanoseconds, const std::stop_token&)> sleep;

  [[nodiscard]] static Clock real();
};

/// Lets requests through one after the other, evenly spaced, however many threads ask. Thread-safe.
class RateLimit {
 public:
  /// `perSecond` above 0.
  RateLimit(double perSecond, Clock clock);

  /// Waits for the caller's turn, or until asked to stop.
  void wait(const std::stop_token& stop);
  /// Nobody gets a turn for so long: a server has asked for it.
  void hold(std::chrono::nanoseconds duration);
  /// Waits without taking a turn.
  void rest(std::chrono::nanoseconds duration, const std::stop_token& stop) const { clock_.sleep(duration, stop); }

 private:
  Clock clock_;
  std::chrono::nanoseconds spacing_;
  std::mutex mutex_;
  Clock::Time next_{};
};

}  // namespace koma::app
