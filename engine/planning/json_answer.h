// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace koma::planning {

/// An answer without what a model thought aloud: everything up to the last closing think tag, and an open think tag
/// with all that follows it, go.
[[nodiscard]] std::string without_thoughts(const std::string& answer);

/// The object in a model's answer, whatever stands around it: thoughts, code fences, words before and after. The first
/// balanced pair of braces that is JSON counts. At most 32 levels deep,
/// and beginning with one of the first 64 braces. Throws Error(invalid_file) with a clause that
/// can be told to the model.
[[nodiscard]] nlohmann::json read_json_answer(const std::string& answer);

}  // namespace koma::planning
