// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/checkpoints/prefix_view.h"

namespace koma::checkpoints {

/// The tensors of a file, wherever it nests them: training checkpoints keep them under `state_dict.`.
[[nodiscard]] PrefixView root_of(const TensorIndex& index);

/// "a checkpoint", "a LoRA", "a ControlNet" …
[[nodiscard]] const char* words_for(FileKind kind) noexcept;

/// What a UNet is for that takes neither 4 nor 9 input channels, as the beginning of a sentence.
[[nodiscard]] std::string words_for_inputs(std::int64_t inputs);

/// Why a file that may be of the right kind cannot be used all the same: a model of a family that is not drawn with,
/// or one of a kin that works in another way. "a Stable Diffusion 3 checkpoint"; nothing when nothing speaks against
/// it.
[[nodiscard]] std::optional<std::string> foreign_model(const TensorIndex& index);

/// The family whose checkpoints a LoRA, ControlNet or embedding fits, by its keys and widths; nothing where they do
/// not tell (autoencoders fit by their shapes everywhere).
[[nodiscard]] std::optional<Family> family_of(const TensorIndex& index, FileKind kind);

}  // namespace koma::checkpoints
