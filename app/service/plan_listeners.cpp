// SPDX-License-Identifier: Apache-2.0
#include "app/service/plan_listeners.h"

#include <utility>

namespace koma::app {

api::Subscription PlanListeners::add(api::PlanListener listener) {
  auto member = std::make_shared<Member>();
  member->call = std::move(listener);
  member->teller = teller_.threadId();
  const std::lock_guard lock(mutex_);
  std::erase_if(members_, [](const std::weak_ptr<Member>& other) { return other.expired(); });
  members_.push_back(member);
  return api::Subscription([member = std::move(member)] { end(*member); });
}

void PlanListeners::end(Member& member) {
  member.ended = true;
  // A callback that ends its own subscription is, of course, still running; nobody else may be left in one.
  if (std::this_thread::get_id() == member.teller) return;
  const std::lock_guard wait(member.busy);
}

void PlanListeners::announce(api::PlanId plan, api::PlanEvent event) {
  teller_.post([this, plan, event = std::move(event)] {
    std::vector<std::weak_ptr<Member>> members;
    {
      const std::lock_guard lock(mutex_);
      members = members_;
    }
    for (const auto& weak : members) {
      const auto member = weak.lock();
      if (!member) continue;
      const std::lock_guard busy(member->busy);
      if (!member->ended) member->call(plan, event);
    }
  });
}

}  // namespace koma::app
