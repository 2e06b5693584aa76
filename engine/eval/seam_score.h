// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/base/image.h"

namespace koma::eval {

/// How much of a seam is seen where a picture was changed, in hundredths of the range from ink to paper. Both parts are
/// 0 for a picture that nobody changed.
struct SeamScore {
  double step = 0;      ///< how much more, or less, the tones on the two sides of the edge differ than they did
  double gradient = 0;  ///< how much steeper the picture is across the edge than beside it
  [[nodiscard]] double sum() const { return step + gradient; }
};

/// Along the edge of what was changed. `changed`: grey, 0 where the picture is the original, 255 where it is new, ramps
/// between. A ramp has no one edge: its beginning, middle and end are looked at, and the worst counts. All of one size;
/// pictures grey.
///   step      stretches of the edge of 16 pixels: mean lightness within 4 pixels inside minus that outside, in the
///             picture and in the original; mean over stretches of the absolute difference of the two
///   gradient  mean |difference| of pixels on the edge's two sides minus that of pixels as far apart 3 to 6 pixels
///             inside and outside it, not below 0
/// Pixels along the picture's own border are no edge. Throws Error(invalid_argument) for sizes that differ.
[[nodiscard]] SeamScore seam_score(const Image& picture, const Image& original, const Image& changed);

}  // namespace koma::eval
