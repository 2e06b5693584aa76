// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/image.h"

namespace koma::pipelines {

struct ToneMatch {
  bool lightness_only = false;  ///< for black and white: a and b stay, paper and ink are pinned
  double kept = 0.05;           ///< pixels whose mask is below this (0…1) count as kept
  int reach = 64;               ///< and only this near to the mask, pixels
  int least = 500;              ///< with fewer of them nothing is changed
};

/// The drawing with its tones matched to the picture's: in CIE L*a*b*, mean and deviation of the kept pixels near the
/// mask, which both pictures show (Reinhard et al. 2001; specs/inpaint.md 6 and 13.9). Gains are clamped to 0.9…1.1 (L)
/// and 0.8…1.25 (a, b), shifts of the mean to a tenth of the range, so that a bad fit cannot ruin the drawing. A grey
/// picture's values count as its lightness. With `lightness_only` paper white (≥ 0.98) and ink black (≤ 0.05) are first
/// mapped to the picture's own, and stay there (14). What the hole holds never counts. All of one size; `denoise` grey,
/// the others grey or RGB alike. Throws Error(invalid_argument) otherwise.
[[nodiscard]] Image tone_match(const Image& drawn, const Image& original, const Image& denoise,
                               const ToneMatch& options = {});

}  // namespace koma::pipelines
