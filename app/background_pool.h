// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "ui/document/background.h"

namespace koma::app {

/// The threads behind the window's pictures. Work that has not begun when the pool is destroyed is dropped; work that
/// runs is waited for.
class BackgroundPool : public ui::Background {
 public:
  /// One thread is enough to keep the window free; more only help where there are cores to spare.
  explicit BackgroundPool(unsigned threads);
  ~BackgroundPool() override;

  void post(std::function<void()> work) override;

 private:
  void work(const std::stop_token& stop);

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::deque<std::function<void()>> waiting_;
  std::vector<std::jthread> threads_;  ///< last: they end before what they use
};

}  // namespace koma::app
