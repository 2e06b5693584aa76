// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/checkpoints/lora_index.h"

namespace koma::checkpoints {

/// Throws Error(invalid_file), naming layer, expected and stored shape, unless the stored tensors of `layer` are
/// complete and make a change for a weight of shape `target`; `bias` is the bias' shape, empty without one.
void check_lora_layer(const LoraLayer& layer, const TensorIndex& file, const std::vector<std::int64_t>& target,
                      const std::vector<std::int64_t>& bias);

}  // namespace koma::checkpoints
