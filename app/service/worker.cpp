// SPDX-License-Identifier: Apache-2.0
#include "app/service/worker.h"

#include <utility>

namespace koma::app {

Worker::Worker() : Worker(Hooks{}) {}

Worker::Worker(Hooks hooks) : hooks_(std::move(hooks)) {
  const std::lock_guard lock(mutex_);  // the thread waits for it, so that it finds its own id set
  thread_ = std::jthread([this] { loop(); });
  id_ = thread_.get_id();
}

Worker::~Worker() {
  join();
}

bool Worker::post(Work work) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    queue_.push_back(std::move(work));
  }
  changed_.notify_one();
  return true;
}

void Worker::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_one();
}

void Worker::join() {
  close();
  if (thread_.joinable()) thread_.join();
}

void Worker::loop() {
  std::unique_lock lock(mutex_);
  lock.unlock();
  if (hooks_.initialise) hooks_.initialise();
  lock.lock();
  while (true) {
    changed_.wait(lock, [this] { return closed_ || !queue_.empty(); });
    if (queue_.empty()) break;
    Work work = std::move(queue_.front());
    queue_.pop_front();
    const bool last = queue_.empty();
    lock.unlock();
    work();
    work = nullptr;  // what it held is destroyed here, not under the lock
    if (last && hooks_.idle) hooks_.idle();
    lock.lock();
  }
  lock.unlock();
  if (hooks_.finalise) hooks_.finalise();
}

}  // namespace koma::app
