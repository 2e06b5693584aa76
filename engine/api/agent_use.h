// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/generation_request.h"

namespace koma::api {

/// Whether the language agent will be asked: with upstream_quirks whenever it is enabled, else only where its answer
/// shows: at a scale above 0, with a reference picture (specs/diffsensei.md 4.5).
[[nodiscard]] bool asks_agent(const GenerationRequest& request);

}  // namespace koma::api
