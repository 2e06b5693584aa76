// SPDX-License-Identifier: Apache-2.0
#include "engine/models/unet_config.h"

#include <algorithm>

namespace koma::models {
namespace {

/// Which blocks of a list have attention; every name must be `plain` or `attending`.
std::vector<bool> attention_of(const ConfigReader& reader, const std::string& key, const std::string& plain,
                               const std::string& attending, std::vector<std::string> otherwise, std::size_t levels) {
  std::vector<bool> result;
  for (const std::string& type : reader.texts(key, std::move(otherwise))) {
    if (type != plain && type != attending) reader.refuse(key, plain + " and " + attending + " only");
    result.push_back(type == attending);
  }
  if (result.size() != levels) reader.refuse(key, "one block per entry of block_out_channels");
  return result;
}

void require_supported(const ConfigReader& reader) {
  reader.require("act_fn", "silu");
  reader.require("mid_block_type", "UNetMidBlock2DCrossAttn");
  reader.require("time_embedding_type", "positional");
  reader.require("attention_type", "default");
  reader.require("conv_in_kernel", 3);
  reader.require("conv_out_kernel", 3);
  reader.require("downsample_padding", 1);
  reader.require("mid_block_scale_factor", 1);
  reader.require("resnet_out_scale_factor", 1.0);
  for (const char* key : {"center_input_sample", "dual_cross_attention", "only_cross_attention",
                          "class_embeddings_concat", "resnet_skip_time_act", "mid_block_only_cross_attention"}) {
    reader.require(key, false);
  }
  for (const char* key : {"class_embed_type", "num_class_embeds", "encoder_hid_dim", "encoder_hid_dim_type",
                          "time_embedding_dim", "time_embedding_act_fn", "timestep_post_act", "time_cond_proj_dim",
                          "cross_attention_norm", "reverse_transformer_layers_per_block"}) {
    reader.require(key, nullptr);
  }
}

/// No denoiser is deeper; a number that is a mistake must not decide how much memory is asked for.
constexpr std::int64_t most_layers = 64;

void check_sizes(const UNet2DConditionConfig& config, const ConfigReader& reader) {
  const auto too_many = [](std::int64_t layers) { return layers > most_layers; };
  if (std::any_of(config.layers_per_block.begin(), config.layers_per_block.end(), too_many)) {
    reader.refuse("layers_per_block", "at most " + std::to_string(most_layers) + " per level");
  }
  if (std::any_of(config.transformer_layers.begin(), config.transformer_layers.end(), too_many)) {
    reader.refuse("transformer_layers_per_block", "at most " + std::to_string(most_layers) + " per level");
  }
  for (std::size_t i = 0; i < config.levels(); ++i) {
    if (config.block_out_channels[i] % config.norm_num_groups != 0) {
      reader.refuse("norm_num_groups", "a divisor of every level's channels");
    }
    const bool attends =
        config.down_attention[i] || config.up_attention[config.levels() - 1 - i] || i + 1 == config.levels();
    if (attends && config.block_out_channels[i] % config.heads[i] != 0) {
      reader.refuse("attention_head_dim", "numbers of heads that divide the channels of their level");
    }
  }
}

}  // namespace

UNet2DConditionConfig UNet2DConditionConfig::from_json(const nlohmann::json& json, const std::string& part) {
  const ConfigReader reader(json, part);
  require_supported(reader);
  UNet2DConditionConfig config;
  (void)reader.count("sample_size", 64);  // read by the layout, refused here
  config.in_channels = reader.count("in_channels", 4);
  config.out_channels = reader.count("out_channels", 4);
  config.block_out_channels = reader.counts("block_out_channels", {320, 640, 1280, 1280});
  const std::size_t levels = config.levels();
  config.layers_per_block = reader.per_level("layers_per_block", 2, levels);
  config.transformer_layers = reader.per_level("transformer_layers_per_block", 1, levels);
  // diffusers' config calls the number of heads attention_head_dim, an old mistake that all checkpoints carry.
  config.heads =
      reader.per_level(reader.has("num_attention_heads") ? "num_attention_heads" : "attention_head_dim", 8, levels);
  config.down_attention =
      attention_of(reader, "down_block_types", "DownBlock2D", "CrossAttnDownBlock2D",
                   {"CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"}, levels);
  config.up_attention =
      attention_of(reader, "up_block_types", "UpBlock2D", "CrossAttnUpBlock2D",
                   {"UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"}, levels);
  config.cross_attention_dim = reader.count("cross_attention_dim", 1280);
  config.norm_num_groups = reader.count("norm_num_groups", 32);
  config.norm_eps = reader.number("norm_eps", 1e-5);
  config.use_linear_projection = reader.flag("use_linear_projection", false);
  config.upcast_attention = reader.flag("upcast_attention", false);
  const std::string shift = reader.text("resnet_time_scale_shift", "default");
  if (shift != "default" && shift != "scale_shift") reader.refuse("resnet_time_scale_shift", "default or scale_shift");
  config.scale_shift = shift == "scale_shift";
  config.flip_sin_to_cos = reader.flag("flip_sin_to_cos", true);
  config.freq_shift = reader.number("freq_shift", 0);

  const std::string addition = reader.text("addition_embed_type", "none");
  if (addition != "none" && addition != "text_time") reader.refuse("addition_embed_type", "null or text_time");
  config.text_time = addition == "text_time";
  config.addition_time_embed_dim = reader.count("addition_time_embed_dim", 256);
  config.projection_class_embeddings_input_dim = reader.count("projection_class_embeddings_input_dim", 0, 0);
  if (config.text_time && config.projection_class_embeddings_input_dim <= 6 * config.addition_time_embed_dim) {
    reader.refuse("projection_class_embeddings_input_dim", "more than six time embeddings, for the pooled text");
  }

  config.image_attention = reader.optional_flag("image_attention");
  config.dialog_embedding = reader.optional_flag("dialog_embedding");
  if (const auto coordinates = reader.part("panel_coordinates")) {
    config.panel_frequencies = coordinates->count("frequencies", 4);
  }
  if (const auto painter = reader.part("character_painter")) {
    config.character_painter = CharacterPainterConfig::from_json(*painter);
  }
  check_sizes(config, reader);
  return config;
}

}  // namespace koma::models
