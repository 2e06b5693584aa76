// SPDX-License-Identifier: Apache-2.0
#include "engine/training/drawing_threads.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace koma::training {

int drawing_threads(const at::Device& device) {
  return device.is_cpu() ? 1 : std::max(1, int(std::thread::hardware_concurrency()));
}

void draw_on_threads(int threads, std::int64_t count, const std::function<void(std::int64_t)>& draw) {
  std::atomic<std::int64_t> next = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  const auto work = [&] {
    try {
      for (std::int64_t i = next++; i < count; i = next++) draw(i);
    } catch (...) {
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
      next = count;  // the others need not go on
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::int64_t i = 1; i < std::min<std::int64_t>(threads, count); ++i) others.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace koma::training
