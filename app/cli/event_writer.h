// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <ostream>
#include <vector>

#include "engine/api/generation_event.h"

namespace koma::app {

/// The JSON of one event (specs/request.md). `files` are where a finished event's pictures were written, in order.
[[nodiscard]] nlohmann::json eventJson(const api::GenerationEvent& event,
                                       const std::vector<std::filesystem::path>& files = {});

/// One event, one line, at once.
void writeEvent(std::ostream& out, const nlohmann::json& event);

}  // namespace koma::app
