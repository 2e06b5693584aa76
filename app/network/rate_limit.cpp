// SPDX-License-Identifier: Apache-2.0
#include "app/network/rate_limit.h"

#include <algorithm>
#include <condition_variable>

namespace koma::app {

namespace {

void sleepUntilStopped(std::chrono::nanoseconds duration, const std::stop_token& stop) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any never;
  never.wait_for(lock, stop, duration, [] { return false; });
}

}  // namespace

Clock Clock::real() {
  return {std::chrono::steady_clock::now, sleepUntilStopped};
}

RateLimit::RateLimit(double perSecond, Clock clock)
    : clock_(std::move(clock)), spacing_(std::chrono::nanoseconds(std::int64_t(1e9 / perSecond))) {}

void RateLimit::wait(const std::stop_token& stop) {
  for (;;) {
    std::chrono::nanoseconds left{};
    {
      const std::lock_guard lock(mutex_);
      const auto now = clock_.now();
      if (stop.stop_requested() || now >= next_) {
        next_ = std::max(now, next_) + spacing_;
        return;
      }
      left = next_ - now;
    }
    clock_.sleep(left, stop);  // a turn is taken only when it has come: a hold may still be put before it
  }
}

void RateLimit::hold(std::chrono::nanoseconds duration) {
  const std::lock_guard lock(mutex_);
  next_ = std::max(next_, clock_.now() + duration);
}

}  // namespace koma::app
