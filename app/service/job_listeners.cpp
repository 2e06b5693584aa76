// SPDX-License-Identifier: Apache-2.0
#include "app/service/job_listeners.h"

#include <utility>

namespace koma::app {

api::Subscription JobListeners::add(api::JobListener listener) {
  auto member = std::make_shared<Member>();
  member->calls = std::move(listener);
  member->teller = teller_.threadId();
  const std::lock_guard lock(mutex_);
  std::erase_if(members_, [](const std::weak_ptr<Member>& other) { return other.expired(); });
  members_.push_back(member);
  return api::Subscription([member = std::move(member)] { end(*member); });
}

void JobListeners::end(Member& member) {
  member.ended = true;
  // A callback that ends its own subscription is, of course, still running; nobody else may be left in one.
  if (std::this_thread::get_id() == member.teller) return;
  const std::lock_guard wait(member.busy);
}

void JobListeners::announce(api::JobEvent event) {
  teller_.post([this, event = std::move(event)] {
    tell([&](const api::JobListener& calls) {
      if (calls.event) calls.event(event);
    });
  });
}

void JobListeners::announceQueue() {
  if (queueAnnounced_.exchange(true)) return;  // whoever hears the one that waits asks for the queue as it is then
  teller_.post([this] {
    queueAnnounced_ = false;
    tell([](const api::JobListener& calls) {
      if (calls.queue_changed) calls.queue_changed();
    });
  });
}

void JobListeners::announcePreview(api::JobId job) {
  teller_.post([this, job] {
    tell([&](const api::JobListener& calls) {
      if (calls.preview_arrived) calls.preview_arrived(job);
    });
  });
}

void JobListeners::tell(const std::function<void(const api::JobListener&)>& call) {
  std::vector<std::shared_ptr<Member>> present;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& member : members_) {
      if (auto alive = member.lock()) present.push_back(std::move(alive));
    }
  }
  for (const auto& member : present) {
    const std::lock_guard busy(member->busy);
    if (!member->ended) call(member->calls);
  }
}

}  // namespace koma::app
