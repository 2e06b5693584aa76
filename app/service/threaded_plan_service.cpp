// SPDX-License-Identifier: Apache-2.0
#include "app/service/threaded_plan_service.h"

#include <algorithm>
#include <utility>

#include "app/service/failure.h"

namespace koma::app {

ThreadedPlanService::ThreadedPlanService(PlannerFactory factory)
    : factory_(std::move(factory)),
      network_({.initialise = {}, .idle = {}, .finalise = [this] { planner_.reset(); }}) {}

ThreadedPlanService::~ThreadedPlanService() {
  const std::lock_guard lock(mutex_);
  for (const Waiting& plan : queue_) listeners_.announce(plan.id, api::Cancelled{});
  queue_.clear();
  if (running_) running_->stop.request_stop();
}

api::PlanId ThreadedPlanService::submit(api::PlanRequest request) {
  const std::lock_guard lock(mutex_);
  const api::PlanId id{++lastId_};
  queue_.push_back({id, std::move(request)});
  network_.post([this] { planNext(); });
  return id;
}

void ThreadedPlanService::cancel(api::PlanId id) {
  const std::lock_guard lock(mutex_);
  if (running_ && running_->id == id) running_->stop.request_stop();
  const auto found = std::ranges::find(queue_, id, &Waiting::id);
  if (found == queue_.end()) return;
  queue_.erase(found);
  listeners_.announce(id, api::Cancelled{});
}

api::Subscription ThreadedPlanService::subscribe(api::PlanListener listener) {
  return listeners_.add(std::move(listener));
}

void ThreadedPlanService::planNext() {
  std::optional<Waiting> next;
  std::stop_token stop;
  {
    const std::lock_guard lock(mutex_);
    if (queue_.empty()) return;
    next = std::move(queue_.front());
    queue_.pop_front();
    running_.emplace(Running{next->id, {}});
    stop = running_->stop.get_token();
  }
  run(*next, stop);
  const std::lock_guard lock(mutex_);
  running_.reset();
}

void ThreadedPlanService::run(const Waiting& plan, const std::stop_token& stop) {
  try {
    if (!planner_) planner_ = factory_();
  } catch (...) {
    listeners_.announce(plan.id, api::Started{});
    return listeners_.announce(plan.id, failureOf("the planner cannot start", "look into the program's installation"));
  }
  planner_->run(
      plan.request, [&](const api::PlanEvent& event) { listeners_.announce(plan.id, event); }, stop);
}

}  // namespace koma::app
