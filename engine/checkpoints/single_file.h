// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::checkpoints {

/// A checkpoint in one file: Stable Diffusion 1 and 2 with the names of LDM, XL with those of SGM, any of them with
/// diffusers' names below `unet.`, `vae.` and `text_encoder[_2].` (specs/engine.md 4.1–4.4). Family and configs are
/// found by several keys and by shapes. Throws Error(invalid_file | unsupported).
[[nodiscard]] CheckpointLayout single_file_layout(const TensorIndex& index);

}  // namespace koma::checkpoints
