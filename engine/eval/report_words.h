// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "engine/eval/definitions.h"
#include "engine/eval/score.h"

namespace koma::eval {

/// Numbers as reports write them.
[[nodiscard]] std::string rounded(double value, int digits = 2);
[[nodiscard]] std::string signed_number(double value);             ///< "+0.12", "−0.03"
[[nodiscard]] std::string range(const Score::Interval& interval);  ///< "0.94–0.99"

/// A headed list, and an object of names and meanings.
[[nodiscard]] std::string definitions_text(std::span<const Definition> definitions);
[[nodiscard]] nlohmann::json definitions_json(std::span<const Definition> definitions);

}  // namespace koma::eval
