// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "engine/api/assistant_training.h"

namespace koma::app {

/// The options of the assistant's stages, in a group of their own.
void addAssistantOptions(CLI::App& verb, api::AssistantTraining& training);

/// The same options as they stand in `training`, for a further process of the run.
[[nodiscard]] std::vector<std::string> assistantArguments(const api::AssistantTraining& training);

}  // namespace koma::app
