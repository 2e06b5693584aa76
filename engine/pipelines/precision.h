// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

#include <optional>

#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::pipelines {

/// The type that a checkpoint is computed in: the one wished for, else float16 on CUDA, bfloat16 on a CPU that is fast
/// with it, and float32 elsewhere. A small checkpoint (mini) stays float32 on a CPU: it gains nothing, and its pictures
/// are promised to the bit. Throws Error(unsupported) for float16 on a CPU, which would take minutes per step.
[[nodiscard]] at::ScalarType precision_for(const checkpoints::CheckpointLayout& layout, at::Device device,
                                           std::optional<at::ScalarType> wish);

/// "float32", "bfloat16", "float16".
[[nodiscard]] const char* name_of(at::ScalarType type);

}  // namespace koma::pipelines
