// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "engine/api/training_request.h"

namespace koma::app {

/// The options of DiffSensei's three stages, in a group of their own.
void addDiffSenseiOptions(CLI::App& verb, api::DiffSenseiTraining& training);

/// The same options as they stand in `training`, for a further process of the run.
[[nodiscard]] std::vector<std::string> diffSenseiArguments(const api::DiffSenseiTraining& training);

}  // namespace koma::app
