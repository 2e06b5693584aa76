// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>

#include "engine/base/image.h"
#include "engine/pipelines/panel_size.h"

namespace koma::pipelines {

/// A mask by words: what a denoiser's text attention says, and whether it says anything.
struct WordMask {
  Image mask;           ///< 255 where the words are seen, 0 elsewhere // grey
  double contrast = 1;  ///< mean attention inside over that outside; near 1: the model does not see the words
};

/// From attention maps (nn::WordMaps::maps) of a drawing with `latent` cells: grids of at least 64 positions, brought
/// to the latent's size and averaged; smoothed over a cell; parted by Otsu's threshold (Otsu 1979), because how sharply
/// a model looks differs by model and word; holes and crumbs under a hundredth of the picture are closed and dropped.
/// The panel's `window` of it at `width` × `height`.
[[nodiscard]] WordMask word_mask(const std::map<std::int64_t, at::Tensor>& maps, const PanelSize& size, int width,
                                 int height);

}  // namespace koma::pipelines
