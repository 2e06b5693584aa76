// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/manga/drawing_settings.h"

namespace koma::manga {

/// What is omitted is left out. Reading throws Error(invalid_argument) with the JSON path.
[[nodiscard]] nlohmann::json drawing_to_json(const DrawingSettings& settings);
[[nodiscard]] DrawingSettings drawing_from_json(const nlohmann::json& value, const std::string& path);

[[nodiscard]] nlohmann::json repaint_to_json(const RepaintSettings& repaint);
[[nodiscard]] RepaintSettings repaint_from_json(const nlohmann::json& value, const std::string& path);

}  // namespace koma::manga
