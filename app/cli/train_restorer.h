// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "engine/api/restorer_training.h"

namespace koma::app {

/// The options of DiffRIR's two stages, in a group of their own; --images and --rate are DiffSensei's too.
void addRestorerOptions(CLI::App& verb, api::RestorerTraining& training);

/// The same options as they stand in `training`, for a further process of the run.
[[nodiscard]] std::vector<std::string> restorerArguments(const api::RestorerTraining& training);

}  // namespace koma::app
