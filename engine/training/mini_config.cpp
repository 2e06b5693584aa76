// SPDX-License-Identifier: Apache-2.0
#include "engine/training/mini_config.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/synthesis/vocabulary.h"

namespace koma::training {

using nlohmann::ordered_json;

ordered_json autoencoder_config() {
  return {{"_class_name", "AutoencoderKL"},
          {"in_channels", 1},
          {"out_channels", 1},
          {"latent_channels", 4},
          {"block_out_channels", {48, 96}},
          {"down_block_types", {"DownEncoderBlock2D", "DownEncoderBlock2D"}},
          {"up_block_types", {"UpDecoderBlock2D", "UpDecoderBlock2D"}},
          {"layers_per_block", 1},
          {"act_fn", "silu"},
          {"norm_num_groups", 8},
          {"mid_block_add_attention", false},
          {"use_quant_conv", false},
          {"use_post_quant_conv", false},
          {"sample_size", 384},
          {"scaling_factor", 1.0},
          {"latents_mean", {0.0, 0.0, 0.0, 0.0}},
          {"latents_std", {1.0, 1.0, 1.0, 1.0}},
          {"force_upcast", false},
          {"patch_size", 4},
          {"patch_channels", 8}};
}

const DenoiserWidth& denoiser_width(const std::string& name) {
  const auto* found = std::ranges::find_if(denoiser_widths, [&](const auto& width) { return width.name == name; });
  if (found == denoiser_widths.end())
    throw Error(ErrorCode::invalid_argument, "\"" + name + "\" is no width; use small, medium or large");
  return *found;
}

const DenoiserWidth& denoiser_width_of(std::int64_t channels) {
  const auto* found =
      std::ranges::find_if(denoiser_widths, [&](const auto& width) { return width.channels.front() == channels; });
  if (found == denoiser_widths.end())
    throw Error(ErrorCode::invalid_file, "the denoiser begins with " + std::to_string(channels) +
                                             " channels, which no width of ours has; train it anew");
  return *found;
}

ordered_json unet_config(const DenoiserWidth& width) {
  const ordered_json painter{{"hidden", 96},
                             {"code", 128},
                             {"layers", 3},
                             {"frequencies", {1, 2, 4, 8, 14}},
                             {"tokens", reference_tokens},
                             {"token_width", token_width},
                             {"expressions", synthesis::expressions.size()},
                             {"poses", synthesis::poses.size()},
                             {"shots", synthesis::shots.size()},
                             {"views", synthesis::views.size()}};
  return {{"_class_name", "UNet2DConditionModel"},
          {"sample_size", 48},
          {"in_channels", 4},
          {"out_channels", 4},
          {"block_out_channels", width.channels},
          {"down_block_types", {"DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"}},
          {"mid_block_type", "UNetMidBlock2DCrossAttn"},
          {"up_block_types", {"CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"}},
          {"layers_per_block", 1},
          {"transformer_layers_per_block", 1},
          {"attention_head_dim", width.heads},
          {"cross_attention_dim", token_width},
          {"norm_num_groups", 8},
          {"norm_eps", 1e-5},
          {"act_fn", "silu"},
          {"use_linear_projection", true},
          {"resnet_time_scale_shift", "scale_shift"},
          {"addition_embed_type", "text_time"},
          {"addition_time_embed_dim", 32},
          {"projection_class_embeddings_input_dim", 320},
          {"center_input_sample", false},
          {"flip_sin_to_cos", true},
          {"freq_shift", 0},
          {"image_attention", true},
          {"dialog_embedding", true},
          {"panel_coordinates", {{"frequencies", 4}}},
          {"character_painter", painter}};
}

ordered_json control_net_config(const DenoiserWidth& width) {
  ordered_json config = unet_config(width);
  for (const char* beyond : {"out_channels", "up_block_types", "image_attention", "dialog_embedding",
                             "panel_coordinates", "character_painter"})
    config.erase(beyond);
  config["_class_name"] = "ControlNetModel";
  config["conditioning_channels"] = 3;
  config["conditioning_embedding_out_channels"] = {8, 16, 32, 48};
  config["controlnet_conditioning_channel_order"] = "rgb";
  config["global_pool_conditions"] = false;
  config["base_model"] = "mini";
  return config;
}

ordered_json text_encoder_config(std::int64_t vocabulary) {
  return {{"architectures", {"CLIPTextModelWithProjection"}},
          {"model_type", "clip_text_model"},
          {"vocab_size", vocabulary},
          {"hidden_size", token_width},
          {"intermediate_size", 256},
          {"num_hidden_layers", 3},
          {"num_attention_heads", 4},
          {"max_position_embeddings", text_length},
          {"projection_dim", token_width},
          {"hidden_act", "gelu"},
          {"layer_norm_eps", 1e-5},
          {"bos_token_id", vocabulary - 2},
          {"eos_token_id", vocabulary - 1},
          {"pad_token_id", vocabulary - 1}};
}

ordered_json image_encoder_config() {
  return {{"architectures", {"CLIPVisionModelWithProjection"}},
          {"model_type", "clip_vision_model"},
          {"image_size", reference_side},
          {"num_channels", 1},
          {"hidden_size", token_width},
          {"intermediate_size", 256},
          {"num_hidden_layers", 3},
          {"num_attention_heads", 4},
          {"patch_size", 2},
          {"projection_dim", token_width},
          {"hidden_act", "gelu"},
          {"layer_norm_eps", 1e-5},
          {"stem_channels", {32, 64, 96}}};
}

ordered_json resampler_config() {
  return {{"dim", token_width},
          {"depth", 2},
          {"dim_head", 32},
          {"heads", 4},
          {"num_queries", reference_tokens},
          {"num_dummy_tokens", reference_tokens},
          {"embedding_dim", token_width},
          {"magi_embedding_dim", nullptr},
          {"output_dim", token_width},
          {"ff_mult", 2}};
}

ordered_json scheduler_config() {
  return {{"_class_name", "FlowMatchEulerDiscreteScheduler"}, {"num_train_timesteps", 1000}, {"shift", 1.0}};
}

ordered_json model_index() {
  return {{"_class_name", "StableDiffusionXLPipeline"},
          {"force_zeros_for_empty_prompt", false},
          {"scheduler", {"diffusers", "FlowMatchEulerDiscreteScheduler"}},
          {"text_encoder", {nullptr, nullptr}},
          {"text_encoder_2", {"transformers", "CLIPTextModelWithProjection"}},
          {"tokenizer", {nullptr, nullptr}},
          {"tokenizer_2", {"transformers", "CLIPTokenizer"}},
          {"unet", {"diffusers", "UNet2DConditionModel"}},
          {"vae", {"diffusers", "AutoencoderKL"}}};
}

}  // namespace koma::training
