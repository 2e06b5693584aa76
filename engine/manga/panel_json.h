// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/manga/balloon.h"
#include "engine/manga/panel.h"

namespace koma::manga {

[[nodiscard]] nlohmann::json panel_to_json(const Panel& panel);
/// Throws Error(invalid_argument) with the JSON path.
[[nodiscard]] Panel panel_from_json(const nlohmann::json& value, const std::string& path);

[[nodiscard]] nlohmann::json take_to_json(const Take& take);
/// Throws Error(invalid_argument) with the JSON path.
[[nodiscard]] Take take_from_json(const nlohmann::json& value, const std::string& path);

[[nodiscard]] nlohmann::json balloon_to_json(const Balloon& balloon);
/// Throws Error(invalid_argument) with the JSON path.
[[nodiscard]] Balloon balloon_from_json(const nlohmann::json& value, const std::string& path);

}  // namespace koma::manga
