// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>

#include "engine/api/plan_event.h"
#include "engine/api/plan_request.h"

namespace koma::api {

/// Plans: one synchronous function, as Generator is.
///
/// `run` returns when the plan has ended and throws nothing: what went wrong arrives as Failed. It calls the sink on
/// the calling thread, in the order that PlanEvent promises, and changes nothing: what it finds is a proposal. Cancel
/// by `stop.request_stop()` from any thread; a connection is given up within a second.
class Planner {
 public:
  virtual ~Planner() = default;
  virtual void run(const PlanRequest& request, PlanSink sink, std::stop_token stop) = 0;
};

}  // namespace koma::api
