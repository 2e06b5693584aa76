// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "engine/api/generation_request.h"

namespace koma::api {

inline constexpr const char* request_schema = "komawari.request/1";
/// Between a picture's path and the part of it that counts.
inline constexpr const char* crop_fragment = "#crop=";

/// Reads a request (specs/request.md). Relative picture and file paths are taken from `base`.
/// Throws Error(invalid_argument) with a JSON path for an unknown field, a wrong type or a value outside its range.
[[nodiscard]] GenerationRequest request_from_json(const nlohmann::json& value, const std::filesystem::path& base,
                                                  const std::string& path = "$");

/// The request as JSON: what is at its default is left out. Paths below `base` are written relative to it.
/// Throws Error(invalid_argument) when a picture has pixels but no path.
[[nodiscard]] nlohmann::json request_to_json(const GenerationRequest& request, const std::filesystem::path& base);

/// Reads a request file, or a recipe file whose request it takes. Throws Error(not_found | unreadable |
/// invalid_argument).
[[nodiscard]] GenerationRequest read_request(const std::filesystem::path& file);

}  // namespace koma::api
