// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/base/head_frame.h"
#include "engine/models/masked_image_attention.h"
#include "engine/models/model_traits.h"

namespace koma::pipelines {

/// What is asked for.
struct WantedSize {
  int width = 0, height = 0;
  bool upstream_quirks = false;  ///< latents of floor(size / 8), while the time ids keep the unrounded size
};

/// At which size a panel is drawn, and which part of the drawing is the panel.
struct PanelSize {
  int width = 0, height = 0;               ///< of the finished picture, pixels
  models::Grid latent;                     ///< what the denoiser works on
  double told_width = 0, told_height = 0;  ///< what its time ids say
  /// The panel's place in the drawing, in 0…1 of it: a model with a native size draws a little more than the panel
  /// when the sides do not divide, so that nothing is stretched.
  UnitBox window = {0, 0, 1, 1};

  [[nodiscard]] int drawn_width(int factor) const { return int(latent.width) * factor; }
  [[nodiscard]] int drawn_height(int factor) const { return int(latent.height) * factor; }
};

/// A model without a native area draws the size itself: the nearest multiple of `factor`, which is reported in `notes`.
/// One with a native area draws at sides that are multiples of its size_multiple, with that area and the wanted aspect
/// (clamped to the widest it draws), and the finish scales.
[[nodiscard]] PanelSize panel_size(const WantedSize& wanted, const models::ModelTraits& traits, int factor,
                                   std::vector<std::string>& notes);

/// A box of the panel as a box of the drawing.
[[nodiscard]] UnitBox in_drawing(const UnitBox& box, const PanelSize& size);

}  // namespace koma::pipelines
