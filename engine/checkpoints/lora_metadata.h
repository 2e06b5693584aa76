// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "engine/checkpoints/tensor_index.h"

namespace koma::checkpoints {

/// What PEFT says about the layers of one part.
struct PeftSettings {
  double alpha = 0;                               ///< lora_alpha
  std::map<std::string, double> alpha_of_module;  ///< alpha_pattern: module, or the end of its path → alpha
  bool rank_stabilised = false;                   ///< use_rslora

  [[nodiscard]] double alpha_of(const std::string& module) const;
};

/// PEFT's settings per part from diffusers' metadata ("lora_adapter_metadata"), or for every part (under "") from the
/// adapter_config.json that PEFT writes beside its files; empty when there are none.
/// Throws Error(invalid_file) when they cannot be understood.
[[nodiscard]] std::map<std::string, PeftSettings> read_peft_settings(const TensorIndex& file);

}  // namespace koma::checkpoints
