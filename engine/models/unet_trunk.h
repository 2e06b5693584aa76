// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>

#include "engine/models/unet_blocks.h"
#include "engine/models/unet_config.h"
#include "engine/nn/timestep_embedding.h"

namespace koma::models {

/// The denoiser and its ControlNets are built alike on the way down; this is what they share.

/// What the blocks of one level are made of.
[[nodiscard]] UNetBlockOptions block_options(const UNet2DConditionConfig& config, std::size_t level, bool attends);

/// The layers that make the time vector.
struct TimeLayers {
  std::shared_ptr<nn::TimestepEmbedding> timestep;
  std::shared_ptr<nn::TimestepEmbedding> addition;  ///< null without text_time
};

/// What the time vector is made from.
struct TimeInputs {
  at::Tensor timestep;  // [B]
  at::Tensor pooled;    // [B, P], only with text_time
  at::Tensor time_ids;  // [B, 6], only with text_time
};

/// → [B, 4 · C0] of type `dtype`
[[nodiscard]] at::Tensor time_vector(const UNet2DConditionConfig& config, const TimeLayers& layers,
                                     const TimeInputs& inputs, at::ScalarType dtype);

/// The keys and values of every cross-attention layer below `model`.
[[nodiscard]] std::unordered_map<const nn::CrossAttention*, nn::KeyValues> project_tokens(
    const nn::Module& model, const nn::AttentionContext& context);

}  // namespace koma::models
