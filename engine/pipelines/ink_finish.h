// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/image.h"

namespace koma::pipelines {

/// How a decoded picture becomes ink on paper.
struct InkFinish {
  int width = 0, height = 0;  ///< pixels of the result; 0 keeps the picture's
  double dot_cell = 0;        ///< side of a 45° halftone cell in pixels of the result; 0 leaves greys flat
};

/// Mini's default last step (specs/minimodel.md, "Always ink"): scales by cubic interpolation, draws everything darker
/// than 0.33…0.45 as black line, cleans the greys in between with a median and lets paper above 0.94 be white.
/// `grey` has one channel; so has the result. The same input gives the same bytes.
[[nodiscard]] Image ink_finish(const Image& grey, const InkFinish& finish);

}  // namespace koma::pipelines
