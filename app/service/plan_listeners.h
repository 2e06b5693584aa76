// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

#include "app/service/worker.h"
#include "engine/api/plan_service.h"

namespace koma::app {

/// Who listens to plans, and the thread that tells them, in the order in which things were announced (as JobListeners).
class PlanListeners {
 public:
  [[nodiscard]] api::Subscription add(api::PlanListener listener);
  void announce(api::PlanId plan, api::PlanEvent event);

 private:
  struct Member {
    api::PlanListener call;
    std::mutex busy;  ///< held while the callback runs
    std::atomic<bool> ended = false;
    std::thread::id teller;  ///< the thread that runs the callback
  };
  static void end(Member& member);

  std::mutex mutex_;
  std::vector<std::weak_ptr<Member>> members_;
  Worker teller_;  // last: it uses everything above
};

}  // namespace koma::app
