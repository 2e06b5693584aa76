// SPDX-License-Identifier: Apache-2.0
#include "engine/checkpoints/detected_config.h"

#include <algorithm>
#include <numeric>

#include "engine/base/error.h"

namespace koma::checkpoints {

using nlohmann::json;

namespace {

/// Side `at` of a tensor that must be there.
std::int64_t side(const PartLayout& part, const std::string& name, std::size_t at) {
  const std::vector<std::int64_t> shape = part.shape(name);
  if (at < shape.size()) return shape[at];
  throw Error(ErrorCode::invalid_file,
              "the tensor " + name + " of " + part.name + " has too few sides; get the model again",
              part.place.string());
}

std::int64_t heads_of_64(std::int64_t width) {
  return width % 64 == 0 ? std::max<std::int64_t>(width / 64, 1) : 1;
}

std::int64_t norm_groups(const std::vector<std::int64_t>& widths) {
  std::int64_t groups = 32;
  for (const std::int64_t width : widths) groups = std::gcd(groups, width);
  return groups;
}

json heads_of(const std::vector<std::int64_t>& widths, Family family) {
  std::vector<std::int64_t> heads;
  for (const std::int64_t width : widths) {
    heads.push_back(family == Family::sd1 ? std::gcd(std::int64_t{8}, width) : heads_of_64(width));
  }
  const bool uniform = std::equal(heads.begin() + 1, heads.end(), heads.begin());
  return family == Family::sd1 && uniform ? json(heads.front()) : json(heads);
}

/// First attention of a network: every UNet has one in the middle.
const char* const attention = "mid_block.attentions.0.";

/// A level without attention counts as one layer in diffusers' configs, but the last, whose depth the middle shares.
json depths_of(const UnetPattern& pattern) {
  std::vector<std::int64_t> depths;
  for (const std::int64_t depth : pattern.down_depths) depths.push_back(std::max<std::int64_t>(depth, 1));
  if (pattern.down_depths.back() == 0) depths.back() = pattern.mid_depth;
  const bool uniform = std::equal(depths.begin() + 1, depths.end(), depths.begin());
  return uniform ? json(depths.front()) : json(depths);
}

/// Every Stable Diffusion goes up as it went down.
void check_depths(const PartLayout& unet, const UnetPattern& pattern) {
  std::vector<std::int64_t> up(pattern.down_depths.rbegin(), pattern.down_depths.rend());
  const std::int64_t last = pattern.down_depths.back();
  if ((pattern.up_depths.empty() || pattern.up_depths == up) && (last == 0 || last == pattern.mid_depth)) return;
  throw Error(ErrorCode::unsupported,
              "its blocks are not arranged as in Stable Diffusion 1, 2 or XL; give another checkpoint",
              unet.place.string());
}

/// What UNet and ControlNet share.
json encoder_config(const PartLayout& part, const UnetPattern& pattern, Family family) {
  check_depths(part, pattern);
  std::vector<std::string> down;
  for (const std::int64_t depth : pattern.down_depths)
    down.push_back(depth > 0 ? "CrossAttnDownBlock2D" : "DownBlock2D");
  return {{"in_channels", side(part, "conv_in.weight", 1)},
          {"block_out_channels", pattern.widths},
          {"layers_per_block", pattern.layers},
          {"down_block_types", down},
          {"transformer_layers_per_block", depths_of(pattern)},
          {"attention_head_dim", heads_of(pattern.widths, family)},
          {"cross_attention_dim", side(part, std::string(attention) + "transformer_blocks.0.attn2.to_k.weight", 1)},
          {"use_linear_projection", part.shape(std::string(attention) + "proj_in.weight").size() == 2},
          {"norm_num_groups", norm_groups(pattern.widths)},
          {"norm_eps", 1e-5},
          {"act_fn", "silu"},
          {"flip_sin_to_cos", true},
          {"freq_shift", 0},
          {"downsample_padding", 1},
          {"mid_block_scale_factor", 1}};
}

/// SDXL adds six sizes, each as a sinusoid, and the pooled text. `pooled` is that text's width.
void add_text_time(json& config, const PartLayout& part, std::int64_t pooled) {
  const std::int64_t all = side(part, "add_embedding.linear_1.weight", 1);
  config["addition_embed_type"] = "text_time";
  config["projection_class_embeddings_input_dim"] = all;
  if (all > pooled && (all - pooled) % 6 == 0) config["addition_time_embed_dim"] = (all - pooled) / 6;
}

}  // namespace

json detected_unet_config(const PartLayout& unet, const UnetPattern& pattern, const UnetFacts& facts) {
  json config = encoder_config(unet, pattern, facts.family);
  std::vector<std::string> up;
  for (const std::int64_t depth : pattern.up_depths) up.push_back(depth > 0 ? "CrossAttnUpBlock2D" : "UpBlock2D");
  config["_class_name"] = "UNet2DConditionModel";
  config["sample_size"] = facts.sample_size;
  config["out_channels"] = side(unet, "conv_out.weight", 0);
  config["mid_block_type"] = "UNetMidBlock2DCrossAttn";
  config["up_block_types"] = up;
  // The released 2.1 asks for it: its attention overflows in float16.
  config["upcast_attention"] = facts.family == Family::sd2;
  if (pattern.text_time) add_text_time(config, unet, facts.pooled);
  return config;
}

json detected_controlnet_config(const PartLayout& controlnet, const UnetPattern& pattern, Family family,
                                std::int64_t hint_blocks) {
  json config = encoder_config(controlnet, pattern, family);
  const std::string hint = "controlnet_cond_embedding.";
  std::vector<std::int64_t> widths{side(controlnet, hint + "conv_in.weight", 0)};
  // Every second convolution widens (and halves the picture).
  for (std::int64_t i = 1; i < hint_blocks; i += 2) {
    widths.push_back(side(controlnet, hint + "blocks." + std::to_string(i) + ".weight", 0));
  }
  config["_class_name"] = "ControlNetModel";
  config["conditioning_channels"] = side(controlnet, hint + "conv_in.weight", 1);
  config["conditioning_embedding_out_channels"] = widths;
  config["controlnet_conditioning_channel_order"] = "rgb";
  config["global_pool_conditions"] = false;
  if (pattern.text_time) add_text_time(config, controlnet, 1280);
  return config;
}

json detected_vae_config(const PartLayout& vae, const VaePattern& pattern) {
  const std::vector<std::string> down(pattern.widths.size(), "DownEncoderBlock2D");
  const std::vector<std::string> up(pattern.widths.size(), "UpDecoderBlock2D");
  return {{"_class_name", "AutoencoderKL"},
          {"in_channels", side(vae, "encoder.conv_in.weight", 1)},
          {"out_channels", side(vae, "decoder.conv_out.weight", 0)},
          {"latent_channels", side(vae, "decoder.conv_in.weight", 1)},
          {"block_out_channels", pattern.widths},
          {"layers_per_block", pattern.layers},
          {"down_block_types", down},
          {"up_block_types", up},
          {"act_fn", "silu"},
          {"norm_num_groups", norm_groups(pattern.widths)},
          {"mid_block_add_attention", pattern.attention},
          {"use_quant_conv", pattern.quant_conv},
          {"use_post_quant_conv", pattern.post_quant_conv}};
}

json detected_taesd_config(const TaesdHalf& encoder, const TaesdHalf& decoder) {
  const auto widths = [](const TaesdHalf& half) { return std::vector<std::int64_t>(half.blocks.size(), half.width); };
  return {{"_class_name", "AutoencoderTiny"},
          {"in_channels", 3},
          {"out_channels", 3},
          {"encoder_block_out_channels", widths(encoder)},
          {"decoder_block_out_channels", widths(decoder)},
          {"num_encoder_blocks", encoder.blocks},
          {"num_decoder_blocks", decoder.blocks},
          {"latent_channels", decoder.blocks.empty() ? encoder.latents : decoder.latents},
          {"upsampling_scaling_factor", 2},
          {"act_fn", "relu"},
          {"scaling_factor", 1.0}};
}

json detected_text_config(const PartLayout& encoder, const TextPattern& pattern, bool is_open_clip) {
  const std::int64_t width = side(encoder, "text_model.embeddings.token_embedding.weight", 1);
  const std::int64_t words = side(encoder, "text_model.embeddings.token_embedding.weight", 0);
  return {
      {"architectures", {pattern.projection ? "CLIPTextModelWithProjection" : "CLIPTextModel"}},
      {"model_type", "clip_text_model"},
      {"vocab_size", words},
      {"hidden_size", width},
      {"intermediate_size", pattern.layers > 0 ? side(encoder, "text_model.encoder.layers.0.mlp.fc1.weight", 0) : 0},
      {"num_hidden_layers", pattern.layers},
      {"num_attention_heads", heads_of_64(width)},
      {"max_position_embeddings", side(encoder, "text_model.embeddings.position_embedding.weight", 0)},
      {"projection_dim", pattern.projection ? side(encoder, "text_projection.weight", 0) : width},
      {"hidden_act", is_open_clip ? "gelu" : "quick_gelu"},
      {"layer_norm_eps", 1e-5},
      {"bos_token_id", words - 2},
      {"eos_token_id", words - 1},
      {"pad_token_id", is_open_clip ? 0 : words - 1}};
}

}  // namespace koma::checkpoints
