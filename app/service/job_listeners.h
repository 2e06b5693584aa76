// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "app/service/worker.h"
#include "engine/api/job_service.h"

namespace koma::app {

/// Who listens to a job service, and the thread that tells them. Everything is told in the order in which it was
/// announced, so whoever announces under a lock gives the events that order.
class JobListeners {
 public:
  JobListeners() = default;
  /// Everything that was announced is told first.
  ~JobListeners() = default;
  JobListeners(const JobListeners&) = delete;
  JobListeners& operator=(const JobListeners&) = delete;

  /// Ends as api::Subscription says, also from inside a callback and also after this object is gone.
  [[nodiscard]] api::Subscription add(api::JobListener listener);

  void announce(api::JobEvent event);
  void announceQueue();
  void announcePreview(api::JobId job);

 private:
  struct Member {
    api::JobListener calls;
    std::mutex busy;  ///< held while a callback runs
    std::atomic<bool> ended = false;
    std::thread::id teller;  ///< the thread that runs the callbacks
  };
  static void end(Member& member);
  void tell(const std::function<void(const api::JobListener&)>& call);

  std::mutex mutex_;
  std::vector<std::weak_ptr<Member>> members_;
  std::atomic<bool> queueAnnounced_ = false;
  Worker teller_;  // last: it uses everything above
};

}  // namespace koma::app
