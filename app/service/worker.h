// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace koma::app {

/// A thread and the queue of work it carries out in order. What lives on the thread is made, tidied and destroyed by
/// hooks that run on it. Work and hooks must not throw: there is nobody to catch it.
class Worker {
 public:
  using Work = std::function<void()>;
  struct Hooks {
    Work initialise;  ///< first of all
    Work idle;        ///< each time the queue has run empty
    Work finalise;    ///< last of all
  };

  Worker();
  explicit Worker(Hooks hooks);
  /// Closes, and waits until what was posted is done; not from the thread itself.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// False when it is closed already; the work is then dropped.
  bool post(Work work);
  /// From now on nothing more is taken in; what was posted is still done.
  void close();
  /// Closes and waits for the thread's end; nothing happens when it has ended.
  void join();
  [[nodiscard]] std::thread::id threadId() const noexcept { return id_; }

 private:
  void loop();

  Hooks hooks_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Work> queue_;
  bool closed_ = false;
  std::thread::id id_;
  std::jthread thread_;  // last: it uses everything above
};

}  // namespace koma::app
