// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/checkpoints/text_encoder_names.h"
#include "engine/checkpoints/unet_names.h"
#include "engine/checkpoints/vae_names.h"

/// What config.json would say, found by the shapes of a single file. Three things no shape shows, so the family's rule
/// decides: attention heads (Stable Diffusion 1 has 8 at every level, or the most that divide a narrower one; all
/// others have heads of 64 channels, one where 64 does not divide the width), groups of a norm (32, or the largest
/// divisor of 32 that divides all widths), and the text encoder's activation (quick_gelu for CLIP-L, gelu for
/// OpenCLIP).
namespace koma::checkpoints {

/// What a UNet's config needs to know beside its own tensors.
struct UnetFacts {
  Family family = Family::sd1;
  int sample_size = 64;        ///< latents along a side
  std::int64_t pooled = 1280;  ///< width of the pooled text that SDXL adds to the time
};

[[nodiscard]] nlohmann::json detected_unet_config(const PartLayout& unet, const UnetPattern& pattern,
                                                  const UnetFacts& facts);
[[nodiscard]] nlohmann::json detected_controlnet_config(const PartLayout& controlnet, const UnetPattern& pattern,
                                                        Family family, std::int64_t hint_blocks);
/// Without `scaling_factor`, which no shape shows.
[[nodiscard]] nlohmann::json detected_vae_config(const PartLayout& vae, const VaePattern& pattern);
/// An AutoencoderTiny; a missing half is an empty list of blocks.
[[nodiscard]] nlohmann::json detected_taesd_config(const TaesdHalf& encoder, const TaesdHalf& decoder);
/// `is_open_clip`: an exact GELU, and id 0 behind the end of a text.
[[nodiscard]] nlohmann::json detected_text_config(const PartLayout& encoder, const TextPattern& pattern,
                                                  bool is_open_clip);

}  // namespace koma::checkpoints
