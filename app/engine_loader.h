// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "engine/engine.h"

namespace koma::app {

/// How the compute thread gets its generator: opens the engine's library beside the program, the first time it is
/// called. The function throws Error(not_found | unsupported) when the library cannot be opened, and what
/// make_generator() throws.
[[nodiscard]] std::function<std::unique_ptr<api::Generator>()> engineFactory(EngineOptions options);

/// The library's file: libkomawari-engine.so beside the program or in ../lib/komawari.
[[nodiscard]] std::filesystem::path engineLibrary();

}  // namespace koma::app
