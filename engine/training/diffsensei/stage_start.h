// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include <ATen/core/Tensor.h>

#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::training {

/// What a stage begins with.
struct StageStart {
  std::filesystem::path checkpoint;                   ///< in any layout that can be drawn with
  std::filesystem::path work;                         ///< where added tensors are written
  bool characters = false;                            ///< the parts that DiffSensei adds to SDXL are needed
  std::filesystem::path adapter;                      ///< IP-Adapter whose weights these begin with; empty: none
  std::filesystem::path image_encoder, magi_encoder;  ///< for a checkpoint without; empty: none
  std::uint64_t seed = 1;
};

/// The checkpoint with everything that it lacks. For characters a plain SDXL gets, in files below `work` that are made
/// once (specs/diffsensei.md 6.4): keys and values of image tokens as copies of the text's, a normal dialog vector, a
/// fresh resampler, and the given encoders; an IP-Adapter's weights replace what was there.
/// Throws Error(invalid_argument) without --from, and what reading the files throws.
[[nodiscard]] checkpoints::CheckpointLayout start_layout(const StageStart& start);

/// The cross-attention layers of a denoiser, by the numbers that IP-Adapter files give them: 1, 3, 5, … down, then up,
/// then the middle (specs/diffsensei.md 1.4). Names without ".to_k.weight".
[[nodiscard]] std::map<int, std::string> adapter_layers(const checkpoints::PartLayout& unet);

}  // namespace koma::training
