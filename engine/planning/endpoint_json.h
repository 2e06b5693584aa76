// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/api/endpoint.h"

namespace koma::planning {

/// The author's list, for a file. It holds no keys: an endpoint has none.
[[nodiscard]] nlohmann::json endpoints_to_json(const std::vector<api::Endpoint>& endpoints);
/// Throws Error(invalid_argument) with the JSON path; what `check_endpoint` refuses is refused as well.
[[nodiscard]] std::vector<api::Endpoint> endpoints_from_json(const nlohmann::json& document);

}  // namespace koma::planning
