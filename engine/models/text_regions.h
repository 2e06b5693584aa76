// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/models/masked_image_attention.h"
#include "engine/nn/regional_attention.h"

namespace koma::models {

/// A rectangle in 0…1 of the drawing that reads its own tokens; edges may lie outside.
struct TextArea {
  double top = 0, bottom = 1, left = 0, right = 1;
  nn::TokenRange tokens;
  double base = 0;  ///< the base prompt's share, 0…1
};

/// How a drawing's text is divided. Where areas overlap the later one counts; what no area covers reads the base alone.
struct TextAreas {
  std::vector<TextArea> areas;
  nn::TokenRange base;   ///< tokens of the base prompt; none: count 0
  nn::TokenRange plain;  ///< of the negative prompt
  /// Areas with an extent have one cell at least along either side, also on coarse maps; not for splits, whose areas
  /// must not overlap.
  bool keep_small = false;
  /// As published (specs/rpg.md 6, rounding details): an end just below 1 is one, but what is seen there lies as many
  /// cells earlier as it falls short; and the negative prompt is divided as well.
  bool upstream_quirks = false;
};

/// The area of every cell of a grid: rows [⌊h · top⌋, ⌊h · bottom⌋), columns [⌊w · left⌋, ⌊w · right⌋) of each.
/// → [h, w] int64, −1 where there is none
[[nodiscard]] at::Tensor area_labels(const TextAreas& areas, const Grid& grid);

/// Who reads what on every level of a UNet, on the CPU.
[[nodiscard]] std::vector<nn::TextRegions> text_regions(const TextAreas& areas, const Grid& latent, std::size_t levels);
/// The same with its tensors on another device.
[[nodiscard]] std::vector<nn::TextRegions> moved(std::vector<nn::TextRegions> regions, const at::Device& device);

}  // namespace koma::models
