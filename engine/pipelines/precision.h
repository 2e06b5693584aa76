// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

#include <optional>
#include <string>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/models/agent_parts.h"

namespace koma::pipelines {

/// The type that a checkpoint is computed in: the one wished for, else float16 on CUDA, bfloat16 on a CPU that is fast
/// with it, and float32 elsewhere. A small checkpoint (mini) stays float32 on a CPU: it gains nothing, and its pictures
/// are promised to the bit. Throws Error(unsupported) for float16 on a CPU, which would take minutes per step.
[[nodiscard]] at::ScalarType precision_for(const checkpoints::CheckpointLayout& layout, at::Device device,
                                           std::optional<at::ScalarType> wish);

/// What the author wishes for the language agent: as the checkpoint's other parts, or otherwise.
enum class AgentPrecision { suitable, float32, bfloat16, int8 };
/// "auto", "float32", "bfloat16" or "int8". Throws Error(invalid_argument).
[[nodiscard]] AgentPrecision agent_precision(const std::string& name);
/// How an agent of that precision is held beside parts that are placed so; not streamed.
[[nodiscard]] models::AgentForm agent_form(AgentPrecision precision, at::ScalarType others);

/// "float32", "bfloat16", "float16".
[[nodiscard]] const char* name_of(at::ScalarType type);

}  // namespace koma::pipelines
