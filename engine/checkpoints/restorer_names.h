// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/checkpoints/prefix_view.h"

namespace koma::checkpoints {

/// Where a file keeps DiffRIR's tensors: under `params_ema.` as its authors save them, under `params.`, or at the root.
/// Nothing when it holds none.
[[nodiscard]] std::optional<std::string> find_restorer(const PrefixView& root);

/// DiffRIR's networks `G`, `condition` and `denoise` (specs/llmga.md 3.6) into `part`. Aliases and tables of the
/// diffusion (`diffusion.…`) are left out; its scale, 1, 2 or 4, is seen in the first layer and stands in the config.
/// Throws Error(unsupported) for the first stage of training and for other widths of the first layer,
/// Error(invalid_file) when a network is missing.
void read_restorer(PartLayout& part, const TensorIndex& index);

}  // namespace koma::checkpoints
