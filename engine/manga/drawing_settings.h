// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/manga/ids.h"

namespace koma::manga {

/// A LoRA that takes part in the drawing.
struct LoraUse {
  std::string model;  ///< as in DrawingSettings
  double weight = 1;  ///< −4…4; 0 leaves it out
  UnknownFields unknown;
  friend bool operator==(const LoraUse&, const LoraUse&) = default;
};

/// The word for "no subject adapter, whatever the work has".
inline constexpr const char* no_adapter = "none";

/// What to draw with. What a panel omits is as the work has it, what the work omits is the model's own. Words are those
/// of a request.
struct DrawingSettings {
  std::string model;                     ///< id in the catalog, or the path of a file or folder; empty: omitted
  std::optional<double> size;            ///< 0.25…2: sides of the picture, of what the model draws by itself
  std::optional<int> steps;              ///< 1…150
  std::optional<double> guidance_scale;  ///< ≥ 0
  std::optional<std::uint64_t> seed;     ///< locked when given
  std::string sampler, sigmas, timestep_spacing;
  std::optional<int> clip_skip;            ///< 0…4 layers more than usual
  std::optional<double> guidance_rescale;  ///< 0…1
  std::optional<bool> prompt_weighting;
  std::optional<double> character_scale;  ///< 0…2: how strongly references lead, of everybody; times each one's own
  std::optional<bool> agent;              ///< DiffSensei's language agent fits the characters to the prompt
  std::optional<double> agent_scale;      ///< 0…1: its share
  std::string subject_adapter;      ///< path of MS-Diffusion's ms_adapter.bin; no_adapter: draws without the work's
  std::string subject_encoder;      ///< folder of its image encoder; empty: image_encoder/ beside the adapter
  std::optional<bool> auto_layout;  ///< subjects' places are found from their phrases, not held by their boxes
  std::optional<double> layout_threshold;  ///< 0…1: how much of the words' attention makes a place
  std::optional<int> layout_start;         ///< 0…150: the step from which on found places count
  std::vector<LoraUse> loras;
  UnknownFields unknown;
  friend bool operator==(const DrawingSettings&, const DrawingSettings&) = default;
};

/// Whether a subject adapter is to be used.
[[nodiscard]] bool has_adapter(const DrawingSettings& settings) noexcept;

/// How the masked part of a panel is drawn anew over the accepted take; what is omitted the engine decides.
struct RepaintSettings {
  static constexpr double usual_strength = 0.8;
  double strength = usual_strength;  ///< 0…1; 1 keeps nothing of what was there
  std::optional<int> context;        ///< pixels around the mask that the model sees, 0…2048
  std::optional<int> feather;        ///< pixels over which new and old run into each other, 0…2048
  std::string prefill, seam;         ///< words of a request
  std::string restorer;              ///< of the seam "diffrir": id in the catalog, or a file's path
  std::optional<double> seam_blend;  ///< 0…1: how much of it is taken
  UnknownFields unknown;
  friend bool operator==(const RepaintSettings&, const RepaintSettings&) = default;
};

/// The panel's settings with what they omit taken from the work's. The work's LoRAs come first; one that the panel
/// names too has the panel's weight; those of weight 0 are left out.
[[nodiscard]] DrawingSettings combined(const DrawingSettings& work, const DrawingSettings& panel);

}  // namespace koma::manga
