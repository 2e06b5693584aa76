// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"

/// A generator, to be deleted by the caller, or null and the reason. No exception leaves the library.
extern "C" koma::api::Generator* komaMakeGenerator(const koma::EngineOptions& options, koma::api::Failed& failed);

namespace koma::app {

using MakeGenerator = decltype(&komaMakeGenerator);
inline constexpr const char* makeGeneratorName = "komaMakeGenerator";

}  // namespace koma::app
