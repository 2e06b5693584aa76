// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/checkpoints/checkpoint_layout.h"

namespace koma::models {

/// Latents to colours, for previews: four rows of RGB and a bias, result in −1…1.
struct PreviewMatrix {
  std::array<std::array<float, 3>, 4> weight;
  std::array<float, 3> bias;
};

/// One value of a control and the words that mean it in free text; the first is its name.
struct ControlValue {
  std::vector<std::string> words;
};

/// The codes that a model knows beside words; a value's index is its code. Empty lists: no codes.
struct ControlVocabulary {
  std::vector<ControlValue> expression, pose, shot, facing;
  std::vector<ControlValue> view;        ///< front, profile, back in this order; empty: the front only
  std::vector<ControlValue> background;  ///< no code: places are told in the prompt's words
  [[nodiscard]] bool empty() const { return expression.empty() && pose.empty() && shot.empty(); }
};

/// What a request gets that leaves a field open.
struct ModelDefaults {
  int steps = 30;
  double guidance_scale = 7.5;
  double character_scale = 0.6;
};

/// How reference pictures are shown to the CLIP encoder.
struct ReferenceFit {
  bool pad =
      false;  ///< letterboxed on white to the encoder's size; else CLIP's resize of the short side and centre crop
  bool grey = true;  ///< converted to 8-bit luma first, as DiffSensei's demo does
};

/// Somebody who plays people without a reference picture, as films have them: a model that draws whom it is shown draws
/// nobody in particular else, and badly.
struct Extra {
  std::filesystem::path picture;   ///< in the checkpoint's folder
  std::vector<std::string> who;    ///< words for such a person: "girl", "woman"
  std::vector<std::string> looks;  ///< words for what is special: "glasses", "long hair"
};

/// What the program must know about a checkpoint beside its networks (specs/diffsensei.md 2.1, specs/engine.md 3).
struct ModelTraits {
  std::string name;
  std::string family = "diffsensei";
  /// Pixels of the size that the model draws at; larger and smaller requests are scaled by the finish. None: any size.
  std::optional<std::int64_t> native_area;
  int size_multiple = 8;
  double widest_aspect = 2;         ///< of a model with a native area; wider and taller panels are cut out of this one
  int characters = 4, dialogs = 8;  ///< at most, per panel; 0: the model knows no boxes
  ModelDefaults defaults;
  ControlVocabulary controls;
  PreviewMatrix preview;
  bool ink = false;  ///< the ink finish is the last step
  ReferenceFit reference;
  std::vector<Extra> extras;
  /// Characters without a box are seen by the top-left cell (specs/diffsensei.md 11, row 2): true for public
  /// checkpoints, which were trained so.
  bool empty_boxes_cover_corner = true;

  struct Sides {
    int width = 0, height = 0;
  };
  /// Of a model with a native area: the sides in pixels, multiples of size_multiple, at which it draws a picture of
  /// this width ÷ height, clamped to the widest aspect.
  [[nodiscard]] Sides native_sides(double aspect) const;

  /// Reads `folder`/komawari.json when it is there; without it these are DiffSensei's.
  /// Throws Error(unreadable | invalid_file).
  [[nodiscard]] static ModelTraits read(const std::filesystem::path& folder);
  /// A checkpoint's: a DiffSensei folder may say more about itself, the others have their family's.
  [[nodiscard]] static ModelTraits of(const checkpoints::CheckpointLayout& layout);
};

}  // namespace koma::models
