// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "app/cli/context.h"
#include "engine/engine.h"

namespace koma::app {

/// The options of every verb that draws.
struct EngineFlags {
  std::string model;
  std::string device = "auto";
  std::string dtype = "auto";
  int threads = 0;
  std::string memory = "auto";
  std::string agentPrecision = "auto";
  std::string cores;
  std::vector<std::filesystem::path> modelFolders;  ///< beside the program's own
};

void addEngineFlags(CLI::App& verb, EngineFlags& flags);
/// The same but for the model.
void addComputeFlags(CLI::App& verb, EngineFlags& flags);
[[nodiscard]] EngineOptions engineOptions(const EngineFlags& flags, const Context& context);

}  // namespace koma::app
