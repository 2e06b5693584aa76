// SPDX-License-Identifier: Apache-2.0
#include "engine/models/unet_trunk.h"

#include <ATen/ATen.h>

namespace koma::models {

UNetBlockOptions block_options(const UNet2DConditionConfig& config, std::size_t level, bool attends) {
  UNetBlockOptions options;
  options.resnet = {.time_channels = 4 * config.block_out_channels.front(),
                    .groups = config.norm_num_groups,
                    .epsilon = config.norm_eps,
                    .scale_shift = config.scale_shift};
  options.transformer = {.heads = config.heads[level],
                         .layers = attends ? config.transformer_layers[level] : 0,
                         .context_channels = config.cross_attention_dim,
                         .groups = config.norm_num_groups,
                         .linear_projection = config.use_linear_projection,
                         .upcast = config.upcast_attention,
                         .image_tokens = config.image_attention};
  options.layers = config.layers_per_block[level];
  return options;
}

at::Tensor time_vector(const UNet2DConditionConfig& config, const TimeLayers& layers, const TimeInputs& inputs,
                       at::ScalarType dtype) {
  nn::SinusoidOptions waves{config.block_out_channels.front(), config.flip_sin_to_cos, config.freq_shift};
  at::Tensor time = layers.timestep->forward(nn::sinusoids(inputs.timestep, waves).to(dtype));  // [B, 4 · C0]
  if (!layers.addition) return time;
  waves.size = config.addition_time_embed_dim;
  const at::Tensor ids = nn::sinusoids(inputs.time_ids.flatten(), waves).view({inputs.timestep.size(0), -1});
  return time + layers.addition->forward(at::cat({inputs.pooled.to(dtype), ids.to(dtype)}, 1));
}

std::unordered_map<const nn::CrossAttention*, nn::KeyValues> project_tokens(const nn::Module& model,
                                                                            const nn::AttentionContext& context) {
  std::unordered_map<const nn::CrossAttention*, nn::KeyValues> tokens;
  for (const auto& module : model.modules()) {
    const auto* block = dynamic_cast<const nn::BasicTransformerBlock*>(module.get());
    if (block != nullptr) tokens.insert(block->project(context));
  }
  return tokens;
}

}  // namespace koma::models
