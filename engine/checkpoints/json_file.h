// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

namespace koma::checkpoints {

/// The text of a small file of a checkpoint. Throws Error(not_found | unreadable | invalid_file): missing, or longer
/// than any document may be.
[[nodiscard]] std::string text_of_file(const std::filesystem::path& file);

/// The JSON object in a small file. Throws as above, and Error(invalid_file) when it holds anything else.
[[nodiscard]] nlohmann::json json_of_file(const std::filesystem::path& file);

/// A text field of an object; `otherwise` when it is missing or of another type.
[[nodiscard]] std::string text_in(const nlohmann::json& object, const char* key, const std::string& otherwise = {});
/// A whole number of an object; `otherwise` when it is missing or of another type.
[[nodiscard]] std::int64_t count_in(const nlohmann::json& object, const char* key, std::int64_t otherwise);

}  // namespace koma::checkpoints
