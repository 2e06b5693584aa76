// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <string>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/nn/module.h"

namespace koma::training {

/// Files of the three stages in a run's folder, and what their metadata says about their low-rank changes.
inline constexpr const char* t2i_file = "t2i.safetensors";
inline constexpr const char* condition_file = "condition.safetensors";
inline constexpr const char* mllm_file = "mllm.safetensors";
/// That of LLMGA's second stage, which changes a denoiser too.
inline constexpr const char* assistant_images_file = "assistant-images.safetensors";
inline constexpr const char* lora_scale_key = "komawari.lora_scale";

/// In a stage's file a low-rank change is named after its layer with this between part and layer: "unet.lora:mid…".
inline constexpr const char* lora_mark = "lora:";

/// What stages changed of a checkpoint: part ("unet", "image_proj_model", "mllm_llm", "mllm_agent") → parameter → value
/// in float32, low-rank changes folded in.
using ChangedWeights = std::map<std::string, std::map<std::string, at::Tensor>>;

/// Adds a stage's averaged weights, on top of what earlier stages changed; nothing without such a file.
/// Throws Error(invalid_file).
void add_changes(ChangedWeights& changes, const std::filesystem::path& stage_file,
                 const checkpoints::CheckpointLayout& layout);

/// Gives a loaded part its changed weights.
void apply_changes(nn::Module& module, const std::map<std::string, at::Tensor>& changes);

}  // namespace koma::training
