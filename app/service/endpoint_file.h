// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "engine/api/endpoint.h"

namespace koma::app {

/// $XDG_CONFIG_HOME/komawari/endpoints.json, else the same in ~/.config: shared by window and command line.
[[nodiscard]] std::filesystem::path endpointFile();

/// The list in a file; empty when there is no file. Throws Error(unreadable | invalid_argument) with its path.
[[nodiscard]] std::vector<api::Endpoint> readEndpoints(const std::filesystem::path& file);
/// Through AtomicFile, with folders as needed. Throws Error(invalid_argument) for a list that could not be read back,
/// Error(unreadable | no_space).
void writeEndpoints(const std::filesystem::path& file, const std::vector<api::Endpoint>& endpoints);

}  // namespace koma::app
