// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

#include "app/service/plan_listeners.h"
#include "app/service/worker.h"
#include "engine/api/plan_service.h"
#include "engine/api/planner.h"

namespace koma::app {

/// Makes the planner; called on the thread that will use and destroy it, when the first plan needs it.
using PlannerFactory = std::function<std::unique_ptr<api::Planner>()>;

/// The plan service with threads of its own: one asks servers, one tells the listeners. Nothing that waits for a server
/// holds a lock or anybody up.
class ThreadedPlanService : public api::PlanService {
 public:
  explicit ThreadedPlanService(PlannerFactory factory);
  /// Cancels what waits and runs; all of it is still told.
  ~ThreadedPlanService() override;

  api::PlanId submit(api::PlanRequest request) override;
  void cancel(api::PlanId plan) override;
  [[nodiscard]] api::Subscription subscribe(api::PlanListener listener) override;

 private:
  struct Waiting {
    api::PlanId id;
    api::PlanRequest request;
  };
  struct Running {
    api::PlanId id;
    std::stop_source stop;
  };
  void planNext();
  void run(const Waiting& plan, const std::stop_token& stop);

  PlannerFactory factory_;
  std::unique_ptr<api::Planner> planner_;  ///< the network thread's
  std::mutex mutex_;                       ///< guards what follows; never held while a planner or listener works
  std::deque<Waiting> queue_;
  std::optional<Running> running_;
  std::uint64_t lastId_ = 0;
  PlanListeners listeners_;
  Worker network_;  // last: it uses everything above
};

}  // namespace koma::app
