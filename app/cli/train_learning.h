// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "engine/api/learning.h"

namespace koma::app {

/// The options of stages that begin with a finished checkpoint, in a group of their own.
void addLearningOptions(CLI::App& verb, api::Learning& learning);

/// The same options as they stand in `learning`, for a further process of the run.
[[nodiscard]] std::vector<std::string> learningArguments(const api::Learning& learning);

/// Every digit of it.
[[nodiscard]] std::string exactNumber(double value);

}  // namespace koma::app
