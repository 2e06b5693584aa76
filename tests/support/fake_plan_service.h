// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "engine/api/endpoint_service.h"
#include "engine/api/plan_service.h"

namespace koma::tests {

/// A planner that a test plays by hand: nothing is said unless the test says it.
class FakePlanService : public api::PlanService {
 public:
  api::PlanId submit(api::PlanRequest request) override {
    requests.push_back(std::move(request));
    return last = {next_++};
  }
  void cancel(api::PlanId plan) override {
    cancelled.push_back(plan);
    if (plan == last) say(api::Cancelled{});
  }
  [[nodiscard]] api::Subscription subscribe(api::PlanListener listener) override {
    const int key = keys_++;
    listeners_[key] = std::move(listener);
    return api::Subscription([this, key] { listeners_.erase(key); });
  }

  /// Of the last plan that was submitted.
  void say(const api::PlanEvent& event) {
    for (const auto& [key, listener] : listeners_) listener(last, event);
  }
  void finish(manga::ProposedChange change, const std::string& origin = "llama at 127.0.0.1") {
    say(api::PlanFinished{{std::move(change), origin}, notes, {812, 340, false, 0, 3.2}});
  }

  std::vector<api::PlanRequest> requests;
  std::vector<api::PlanId> cancelled;
  std::vector<std::string> notes;
  api::PlanId last;

 private:
  std::uint64_t next_ = 1;
  int keys_ = 0;
  std::map<int, api::PlanListener> listeners_;
};

/// Endpoints in memory; what tests and discoveries find is what the test says.
class FakeEndpointService : public api::EndpointService {
 public:
  [[nodiscard]] std::vector<api::Endpoint> endpoints() const override { return list; }
  void save(std::vector<api::Endpoint> endpoints, api::Reply<api::Done> reply) override {
    list = std::move(endpoints);
    reply(api::Done{});
  }
  void set_key(std::string endpoint, std::string key, api::Reply<api::KeyPlace> reply) override {
    keys[endpoint] = std::move(key);
    reply(keyPlace);
  }
  void forget_key(std::string endpoint, api::Reply<api::Done> reply) override {
    keys.erase(endpoint);
    reply(api::Done{});
  }
  void find_key(std::string endpoint, api::Reply<api::KeyPlace> reply) override {
    reply(keys.contains(endpoint) ? keyPlace : api::KeyPlace::none);
  }
  void discover(api::Reply<std::vector<api::FoundEndpoint>> reply) override { reply(found); }
  void test(api::Endpoint endpoint, api::Reply<api::EndpointReport> reply) override {
    tested.push_back(std::move(endpoint));
    reply(report);
  }

  std::vector<api::Endpoint> list;
  std::map<std::string, std::string> keys;
  api::KeyPlace keyPlace = api::KeyPlace::keyring;
  std::vector<api::FoundEndpoint> found;
  std::vector<api::Endpoint> tested;
  api::Outcome<api::EndpointReport> report = api::EndpointReport{};
};

}  // namespace koma::tests
