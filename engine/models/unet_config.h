// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "engine/models/character_painter.h"

namespace koma::models {

/// config.json of diffusers' `UNet2DConditionModel` as far as Stable Diffusion 1, 2 and XL use it, with four optional
/// keys of ours:
///   "image_attention": bool     the layers have `attn2.processor.to_k_ip/to_v_ip`; left out, the stored weights decide
///   "dialog_embedding": bool    there is a `dialog_bbox_embedding`; left out, the stored weights decide
///   "panel_coordinates": {"frequencies": n}   adds a 1×1 `panel_position` of sinusoids of the place in the panel
///   "character_painter": {…}    see CharacterPainterConfig
struct UNet2DConditionConfig {
  std::int64_t in_channels = 4, out_channels = 4;
  std::vector<std::int64_t> block_out_channels = {320, 640, 1280, 1280};  ///< per level
  std::vector<std::int64_t> layers_per_block, transformer_layers, heads;  ///< per level, as many as widths
  std::vector<bool> down_attention, up_attention;  ///< per block, in the order of the config's lists
  std::int64_t cross_attention_dim = 1280;
  std::int64_t norm_num_groups = 32;
  double norm_eps = 1e-5;
  bool use_linear_projection = false;
  bool upcast_attention = false;
  bool scale_shift = false;  ///< resnet_time_scale_shift is "scale_shift"
  bool flip_sin_to_cos = true;
  double freq_shift = 0;
  bool text_time = false;  ///< addition_embed_type is "text_time" (SDXL)
  std::int64_t addition_time_embed_dim = 256;
  std::int64_t projection_class_embeddings_input_dim = 0;

  std::optional<bool> image_attention, dialog_embedding;
  std::int64_t panel_frequencies = 0;  ///< 0: no panel_position
  std::optional<CharacterPainterConfig> character_painter;

  /// Missing keys get diffusers' defaults. Throws Error(invalid_file | unsupported) naming `part` and the key.
  [[nodiscard]] static UNet2DConditionConfig from_json(const nlohmann::json& json, const std::string& part = "unet");
  [[nodiscard]] std::size_t levels() const { return block_out_channels.size(); }
};

}  // namespace koma::models
