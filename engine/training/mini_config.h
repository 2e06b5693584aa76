// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

namespace koma::training {

/// The configuration files of model mini, as they are written into the checkpoint folder and as the modules are built
/// from. Fields that diffusers or transformers know keep their meaning; the optional parts are mini's own.
[[nodiscard]] nlohmann::ordered_json autoencoder_config();
[[nodiscard]] nlohmann::ordered_json unet_config();
/// `vocabulary` is the number of tokens; the last two are the marks.
[[nodiscard]] nlohmann::ordered_json text_encoder_config(std::int64_t vocabulary);
[[nodiscard]] nlohmann::ordered_json image_encoder_config();
[[nodiscard]] nlohmann::ordered_json resampler_config();
[[nodiscard]] nlohmann::ordered_json scheduler_config();
[[nodiscard]] nlohmann::ordered_json model_index();

/// Ids per prompt.
inline constexpr int text_length = 48;
/// Tokens per character out of the resampler, and their width.
inline constexpr int reference_tokens = 8, token_width = 128;
/// Characters per panel in training; the model itself takes more.
inline constexpr int trained_characters = 3;
/// Side of a reference picture in pixels.
inline constexpr int reference_side = 96;

}  // namespace koma::training
