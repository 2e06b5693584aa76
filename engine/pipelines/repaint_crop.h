// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "engine/pipelines/repaint_rect.h"

namespace koma::pipelines {

/// The sizes that a model draws well.
struct WorkingGrid {
  std::optional<std::int64_t> native_area;  ///< pixels, for example 1024 · 1024; none: any size, nothing is scaled
  int multiple = 64;                        ///< of both sides
};

/// Which part of the picture is wanted, and why.
struct CropWish {
  PixelRect selection;         ///< its bounding box
  PixelRect limits;            ///< the picture, or the panel in it: never crossed
  double strength = 1;         ///< 0…1
  double reach = 36;           ///< how far the masks leave the selection, pixels
  std::optional<int> context;  ///< the author's, pixels beyond the selection

  /// Where the masks are not 0.
  [[nodiscard]] PixelRect touched() const;
};

/// The selection with what the model must see around it (specs/inpaint.md 13.3). From strength 0.8 on: 1.2 times the
/// selection, 0.618 of the limits and 512 pixels (less for a model that draws smaller), whichever is most; below: 6 %
/// of the diagonal and the masks' reach, 256 pixels at least. No side is more than twice the other where the limits
/// allow it.
[[nodiscard]] PixelRect repaint_crop(const CropWish& wish, const WorkingGrid& grid);

/// A crop and the size at which it is drawn.
struct WorkingSize {
  PixelRect crop;  ///< the one asked for, or somewhat more so that its aspect is the drawing's
  int width = 0, height = 0;
  friend bool operator==(const WorkingSize&, const WorkingSize&) = default;
};

/// What must and what may be drawn.
struct CropBounds {
  PixelRect touched;  ///< never cut off
  PixelRect limits;   ///< never crossed
};

/// Sides that are multiples of `grid.multiple`, about the native area, at most 4 times the crop's; the crop grows
/// within the limits to the same aspect, and is stretched by a few per cent only where it cannot. A crop whose area is
/// about right is not scaled at all if context can be added or left out instead: line art and screentone do not survive
/// resampling (specs/inpaint.md 13.4, 14).
[[nodiscard]] WorkingSize working_size(const PixelRect& crop, const CropBounds& bounds, const WorkingGrid& grid);

}  // namespace koma::pipelines
