// SPDX-License-Identifier: Apache-2.0
#include "app/service/plan_services.h"

#include "app/service/endpoint_file.h"
#include "app/service/threaded_plan_service.h"
#include "engine/planning/model_planner.h"

namespace koma::app {

std::unique_ptr<api::PlanService> makePlanService(std::shared_ptr<EndpointKeys> keys) {
  return std::make_unique<ThreadedPlanService>([keys = std::move(keys)] {
    return std::make_unique<planning::ModelPlanner>(
        network::make_curl_transport(), [keys](const std::string& endpoint) { return keys->find(endpoint).first; });
  });
}

std::unique_ptr<ThreadedEndpointService> makeEndpointService(std::shared_ptr<EndpointKeys> keys) {
  return std::make_unique<ThreadedEndpointService>(endpointFile(), std::move(keys), network::make_curl_transport);
}

}  // namespace koma::app
