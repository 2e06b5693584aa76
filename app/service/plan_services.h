// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "app/service/key_ring.h"
#include "app/service/threaded_endpoint_service.h"
#include "engine/api/plan_service.h"

namespace koma::app {

/// Plans with models through libcurl, with these keys, or by rule; what the window is given.
[[nodiscard]] std::unique_ptr<api::PlanService> makePlanService(std::shared_ptr<EndpointKeys> keys);
/// The author's list in its usual file.
[[nodiscard]] std::unique_ptr<ThreadedEndpointService> makeEndpointService(std::shared_ptr<EndpointKeys> keys);

}  // namespace koma::app
