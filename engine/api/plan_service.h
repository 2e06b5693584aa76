// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "engine/api/plan_event.h"
#include "engine/api/plan_request.h"
#include "engine/api/subscription.h"
#include "engine/base/id.h"

namespace koma::api {

struct Plan;
using PlanId = Id<Plan>;

/// What a listener hears, on a thread of the service, in the order in which it happened.
using PlanListener = std::function<void(PlanId, const PlanEvent&)>;

/// Plans, one after the other, on a thread of the service's own, beside the one that draws. Everything here may be
/// called from any thread and returns at once.
class PlanService {
 public:
  virtual ~PlanService() = default;

  virtual PlanId submit(PlanRequest request) = 0;
  /// A waiting plan ends at once, a running one within a second. Nothing happens when it has ended already.
  virtual void cancel(PlanId plan) = 0;
  [[nodiscard]] virtual Subscription subscribe(PlanListener listener) = 0;
};

}  // namespace koma::api
