// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/api/plan_request.h"

namespace koma::planning {

/// LLMGA chooses its task by how an instruction is worded (specs/llmga.md 1.4): to generate, to regenerate, to
/// describe, to fill what is black, to edit, or to talk. These are such words of our own.
[[nodiscard]] std::string llmga_instruction(const api::AssistantTask& task, const std::string& prompt,
                                            const std::string& matter);

/// That pictures are described between tags.
extern const char* const llmga_system;

}  // namespace koma::planning
