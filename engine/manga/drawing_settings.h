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
  std::vector<LoraUse> loras;
  UnknownFields unknown;
  friend bool operator==(const DrawingSettings&, const DrawingSettings&) = default;
};

/// How the masked part of a panel is drawn anew over the accepted take; what is omitted the engine decides.
struct RepaintSettings {
  static constexpr double usual_strength = 0.8;
  double strength = usual_strength;  ///< 0…1; 1 keeps nothing of what was there
  std::optional<int> context;        ///< pixels around the mask that the model sees, 0…2048
  std::optional<int> feather;        ///< pixels over which new and old run into each other, 0…2048
  std::string prefill, seam;         ///< words of a request
  UnknownFields unknown;
  friend bool operator==(const RepaintSettings&, const RepaintSettings&) = default;
};

/// The panel's settings with what they omit taken from the work's. The work's LoRAs come first; one that the panel
/// names too has the panel's weight; those of weight 0 are left out.
[[nodiscard]] DrawingSettings combined(const DrawingSettings& work, const DrawingSettings& panel);

}  // namespace koma::manga
