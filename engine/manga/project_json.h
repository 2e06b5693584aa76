// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/manga/project.h"

namespace koma::manga {

/// The version that `project_to_json` writes. Older documents are migrated step by step when they are read; newer ones
/// are refused, because saving them would lose what they mean.
inline constexpr int document_schema = 1;

/// The whole document; unknown fields that were read are written back in their places.
[[nodiscard]] nlohmann::json project_to_json(const Project& project);
/// Errors carry the JSON path: "$.pages[2].panels[0].frame: must be an array". Throws Error(invalid_argument |
/// unsupported).
[[nodiscard]] Project project_from_json(const nlohmann::json& document);
/// Parses and reads a text; `place` names the file in errors of the parser.
[[nodiscard]] Project project_from_text(const std::string& text, const std::string& place);

/// One page alone, as the store keeps it. The path prefix is what errors begin with.
[[nodiscard]] nlohmann::json page_to_json(const Page& page);
[[nodiscard]] Page page_from_json(const nlohmann::json& value, const std::string& path);
/// Everything but the pages.
[[nodiscard]] nlohmann::json head_to_json(const Project& project);
[[nodiscard]] Project head_from_json(const nlohmann::json& value, const std::string& path);

/// Brings a document of an older schema to `document_schema`. Throws Error(unsupported) for a newer one.
[[nodiscard]] nlohmann::json migrated(nlohmann::json document);

}  // namespace koma::manga
