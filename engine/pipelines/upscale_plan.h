// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/image.h"
#include "engine/pipelines/repaint_rect.h"

namespace koma::pipelines {

/// How a picture becomes one of another size.
struct UpscalePlan {
  PixelRect shown;  ///< the part of the picture that has the wanted shape, its middle
  int width = 0, height = 0;
  int passes = 0;           ///< how often the network runs; what is left to the size is scaled
  std::uint64_t bytes = 0;  ///< of memory for pixels, at the worst moment
};

/// What a plan depends on.
struct UpscaleWish {
  int width = 0, height = 0;  ///< wanted
  int scale = 0;              ///< of the network; 0: there is none
  bool ink = false;           ///< the ink finish takes more memory
};

/// The network runs until no more than a quarter of the way is left, because a pass more would be thrown away; once
/// where it does not change sizes; not at all where the picture is large enough already.
[[nodiscard]] UpscalePlan upscale_plan(const Image& picture, const UpscaleWish& wish);

/// Where a model draws over an enlarged picture, tile after tile: squares of `side` at most, all of one size, evenly
/// spread so that neighbours share `overlap` pixels or more. side > overlap.
[[nodiscard]] std::vector<PixelRect> refine_tiles(int width, int height, int side, int overlap);

/// How a tile is laid over what is there: it fades in over what earlier tiles, left of it and above, have drawn. Grey,
/// the tile's size.
[[nodiscard]] Image refine_mask(const PixelRect& tile, int overlap);

}  // namespace koma::pipelines
