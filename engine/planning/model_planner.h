// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "engine/api/planner.h"
#include "engine/planning/chat_client.h"

namespace koma::planning {

/// The key of an endpoint by its name; empty: it has none. Called on the planner's thread.
using KeyFinder = std::function<std::string(const std::string& endpoint)>;

/// Plans with the endpoint of the request, or by rule where it has none.
///
/// A model is asked once with the answer's form; an answer that does not fit is told back to it with what is wrong, and
/// where it fails again it is asked for plain text, for tasks that have such a form. The tokens of all requests to an
/// endpoint are counted against its budget as long as the planner lives. Lives and dies on one thread; its transport
/// too.
class ModelPlanner : public api::Planner {
 public:
  ModelPlanner(std::unique_ptr<network::HttpTransport> transport, KeyFinder keys, Pause pause = real_pause());
  void run(const api::PlanRequest& request, api::PlanSink sink, std::stop_token stop) override;

 private:
  class Run;
  std::unique_ptr<network::HttpTransport> transport_;
  KeyFinder keys_;
  Pause pause_;
  std::map<std::string, std::int64_t> spent_;  ///< tokens, by endpoint
};

}  // namespace koma::planning
