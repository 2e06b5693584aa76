// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/manga/conversation.h"

namespace koma::manga {

[[nodiscard]] nlohmann::json turn_to_json(const Turn& turn);
/// Kinds and states of a newer version are kept as they are. Throws Error(invalid_argument) with the path.
[[nodiscard]] Turn turn_from_json(const nlohmann::json& value, const std::string& path);

}  // namespace koma::manga
