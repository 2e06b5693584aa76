// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "engine/base/image.h"

namespace koma::pipelines {

/// Grey masks here: 255 repaint, 0 keep. Fainter values than this are no selection (a tenth).
inline constexpr int faintest_selection = 26;

/// How far the masks reach beyond the selection, in pixels of the picture (specs/inpaint.md 5 and 13.2, where the
/// denoise mask is the selection dilated by g = 4 + f/2 and blurred linearly by f).
struct MaskReach {
  double plateau = 4;   ///< g − f/2: fully repainted as far as this, so that no latent cell is half covered
  double feather = 32;  ///< f: then falling to nothing over this width
  double blend = 25;    ///< b: width of the composite mask's own ramp, min(25, g + f/2)

  /// g + f/2: where nothing is repainted any more.
  [[nodiscard]] double end() const { return plateau + feather; }
};

/// What the reach depends on.
struct ReachWish {
  double diagonal = 0;         ///< D of the selection's bounding box
  double strength = 1;         ///< 0…1
  std::optional<int> feather;  ///< the author's f; else f = max(0.10·D, 32)·strength, at most 128
  /// Pixels of the picture per pixel of the drawing, where that is more than 1: the recipe's widths are meant for what
  /// the model sees.
  double unit = 1;
  /// The picture's shorter side; below 512 the least feather of 32 shrinks with it.
  int shorter_side = 512;
};

[[nodiscard]] MaskReach mask_reach(const ReachWish& wish);

/// The selection, grown by the plateau and feathered outward. A soft selection keeps its values where they are higher;
/// each tenth of it grows on its own. It is 255 wherever the selection is full.
[[nodiscard]] Image denoise_mask(const Image& selection, const MaskReach& reach);

/// What is pasted: rises from the edge of the denoise mask inward over `blend` pixels, so that it is 255 wherever the
/// selection is and 0 wherever nothing was repainted. The picture's own border is no edge. blend 0: a hard cut.
[[nodiscard]] Image composite_mask(const Image& denoise, double blend);

}  // namespace koma::pipelines
