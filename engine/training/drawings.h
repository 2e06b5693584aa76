// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/head_frame.h"
#include "engine/base/image.h"

namespace koma::training {

struct PanelSize {
  int width, height;  ///< pixels
  double share;       ///< of the training panels
};
/// The native sizes, from 1:3 to 3:1: about equal area, sides multiples of 16, the very ones that `engine/pipelines`
/// chooses for panels of these shapes. At 256² the faces of full figures in wide panels are smaller than the
/// autoencoder resolves.
inline constexpr int native_area = 384 * 384;
inline constexpr std::array<PanelSize, 11> panel_sizes = {{{384, 384, 0.22},
                                                           {336, 432, 0.12},
                                                           {432, 336, 0.12},
                                                           {304, 496, 0.10},
                                                           {496, 304, 0.10},
                                                           {272, 544, 0.08},
                                                           {544, 272, 0.08},
                                                           {240, 608, 0.045},
                                                           {608, 240, 0.045},
                                                           {224, 672, 0.045},
                                                           {672, 224, 0.045}}};
inline constexpr double widest_aspect = 3;  ///< width ÷ height, or the other way round

/// Where a hand is, pixels of the panel.
struct HandDisc {
  float x = 0, y = 0, radius = 0;
};

/// A character of a drawn panel, in the denoiser's codes.
struct TrainingCharacter {
  UnitBox box;
  HeadFrame head;  ///< pixels of the panel
  std::array<HandDisc, 2> hands;
  std::array<std::int64_t, 5> codes;  ///< expression, pose, shot, facing (−1 left, +1 right), view
  std::vector<Image> references;      ///< 96×96 grey, each another drawing of the same person
};

/// One freshly drawn panel, wholly determined by its seed.
struct TrainingPanel {
  Image picture;
  std::vector<TrainingCharacter> characters;
  std::vector<UnitBox> dialogs;
  std::vector<std::string> captions;  ///< each another wording of the same panel
};

/// How much is drawn beside the panel itself.
struct DrawingOptions {
  bool held_out = false;  ///< only identities of the tenth that training never sees; else only the others
  int references = 0;     ///< per character
  int captions = 0;
};
[[nodiscard]] TrainingPanel draw_training_panel(std::uint64_t seed, const DrawingOptions& options = {});

/// A reference drawing and its identity's codes: girl, hair, tone, eyes, accessory, outfit.
struct DrawnReference {
  Image picture;  ///< 96×96 grey
  std::vector<std::int64_t> codes;
};
[[nodiscard]] DrawnReference draw_training_reference(std::uint64_t seed, bool held_out);

}  // namespace koma::training
