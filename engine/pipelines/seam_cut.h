// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/image.h"

namespace koma::pipelines {

/// A composite mask whose ramps have become a cut: where new and old run into each other it goes along places where
/// both pictures are alike, so that no line is drawn half and no grey lies where black meets white
/// (specs/inpaint.md 14). Floods from what is all new and from what is all old: places where the pictures differ most
/// are taken first, by whichever side reaches them, and the two meet where they differ least, in the middle of what is
/// alike (Meyer 1994 on the inverted difference). All grey, of one size; `composite` 0 old, 255 new. The result has 0
/// wherever `composite` has, 255 wherever it has, and between a rim of one pixel, unless it is `hard`.
/// Throws Error(invalid_argument) for sizes or channels that differ.
[[nodiscard]] Image seam_cut(const Image& drawn, const Image& original, const Image& composite, bool hard = false);

}  // namespace koma::pipelines
