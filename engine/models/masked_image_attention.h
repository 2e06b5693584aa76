// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "engine/nn/module.h"

namespace koma::models {

/// Cells of a feature map.
struct Grid {
  std::int64_t height = 0, width = 0;
  friend bool operator==(const Grid&, const Grid&) = default;
};

/// The feature maps of a UNet from level 0 on: each halving rounds up.
[[nodiscard]] std::vector<Grid> level_grids(const Grid& latent, std::size_t levels);

/// The grid that upstream DiffSensei recovers from a number of positions and the latent's aspect ratio; for some sizes
/// not the true one (specs/diffsensei.md 3.5, step 1).
[[nodiscard]] Grid recovered_grid(std::int64_t positions, const Grid& latent);

struct ImageMaskOptions {
  std::int64_t dummy_tokens = 16;
  std::int64_t tokens_per_character = 16;
  /// Exactly as upstream: recovered grids, and empty boxes that still cover the top-left cell. Otherwise the true grid,
  /// and an empty box covers nothing.
  bool upstream_quirks = false;
  /// Empty boxes cover the top-left cell although the grids are true: public DiffSensei was trained so (section 11, 2).
  bool empty_boxes_cover_corner = false;
  /// Levels before it look at nothing and get no mask (undefined): theirs would be the largest.
  std::size_t first_level = 0;
};

/// Which positions see what (specs/diffsensei.md 3.5): a character's tokens are seen inside its box, edges included,
/// the dummy tokens outside every box. Positions run row by row with coordinates linspace(0, 1).
/// boxes [B, N, 4] as left, top, right, bottom → bool [B, S, 1 + N]; column 0 stands for the dummy tokens
[[nodiscard]] at::Tensor visible_tokens(const at::Tensor& boxes, const Grid& grid, bool empty_boxes_cover_corner);

/// Additive masks, one per level: 0 where visible, −10000 elsewhere. Upstream rebuilds them in every layer; they depend
/// on the boxes only. // each [B, 1, S, dummy_tokens + N · tokens_per_character] float32
[[nodiscard]] std::vector<at::Tensor> image_attention_masks(const at::Tensor& boxes, const Grid& latent,
                                                            std::size_t levels, const ImageMaskOptions& options);

}  // namespace koma::models
