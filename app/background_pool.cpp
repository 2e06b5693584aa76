// SPDX-License-Identifier: Apache-2.0
#include "app/background_pool.h"

#include <algorithm>

namespace koma::app {

BackgroundPool::BackgroundPool(unsigned threads) {
  for (unsigned i = 0; i < std::max(threads, 1u); ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
  }
}

BackgroundPool::~BackgroundPool() {
  for (std::jthread& thread : threads_) thread.request_stop();
  threads_.clear();
}

void BackgroundPool::post(std::function<void()> work) {
  {
    const std::scoped_lock lock(mutex_);
    waiting_.push_back(std::move(work));
  }
  wake_.notify_one();
}

void BackgroundPool::work(const std::stop_token& stop) {
  while (true) {
    std::function<void()> next;
    {
      std::unique_lock lock(mutex_);
      if (!wake_.wait(lock, stop, [this] { return !waiting_.empty(); }) || stop.stop_requested()) return;
      next = std::move(waiting_.front());
      waiting_.pop_front();
    }
    next();
  }
}

}  // namespace koma::app
