// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <string>

namespace koma::training {

/// The channels of the denoiser's three levels and their heads of 32 channels each.
struct DenoiserWidth {
  const char* name;
  std::array<std::int64_t, 3> channels, heads;
};
/// What `--width` chooses from. A step of medium takes half the time of one of large (README of the model).
inline constexpr std::array<DenoiserWidth, 3> denoiser_widths = {
    {{"small", {32, 64, 96}, {1, 2, 3}}, {"medium", {48, 96, 128}, {1, 3, 4}}, {"large", {64, 128, 192}, {2, 4, 6}}}};
inline constexpr const char* usual_width = "medium";
/// Throws Error(invalid_argument) for another name.
[[nodiscard]] const DenoiserWidth& denoiser_width(const std::string& name);
/// The one whose first level has that many channels. Throws Error(invalid_file).
[[nodiscard]] const DenoiserWidth& denoiser_width_of(std::int64_t channels);

/// The configuration files of model mini, as they are written into the checkpoint folder and as the modules are built
/// from. Fields that diffusers or transformers know keep their meaning; the optional parts are mini's own.
[[nodiscard]] nlohmann::ordered_json autoencoder_config();
[[nodiscard]] nlohmann::ordered_json unet_config(const DenoiserWidth& width);
/// `vocabulary` is the number of tokens; the last two are the marks.
[[nodiscard]] nlohmann::ordered_json text_encoder_config(std::int64_t vocabulary);
[[nodiscard]] nlohmann::ordered_json image_encoder_config();
[[nodiscard]] nlohmann::ordered_json resampler_config();
[[nodiscard]] nlohmann::ordered_json scheduler_config();
[[nodiscard]] nlohmann::ordered_json model_index();
/// Of a ControlNet that leads such a denoiser by edges.
[[nodiscard]] nlohmann::ordered_json control_net_config(const DenoiserWidth& width);

/// Ids per prompt.
inline constexpr int text_length = 48;
/// Tokens per character out of the resampler, and their width.
/// Four characters make 64 tokens, the 8 × 8 grid that DiffSensei's agent answers with (specs/diffsensei.md 5).
inline constexpr int reference_tokens = 16, token_width = 128;
/// Characters per panel in training, and how many the model takes.
inline constexpr int trained_characters = 3, accepted_characters = 4;
/// Codes per character: expression, pose, shot, facing, view.
inline constexpr int character_codes = 5;
/// Side of a reference picture in pixels.
inline constexpr int reference_side = 96;

}  // namespace koma::training
