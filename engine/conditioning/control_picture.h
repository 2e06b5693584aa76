// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/base/image.h"

namespace koma::conditioning {

/// The picture that a ControlNet looks at: `picture` brought to width × height, then through the preprocessor; RGB.
/// The picture is scaled until it covers the drawing and cut evenly where it stands out ("crop and resize" elsewhere),
/// so nothing is distorted; when a tenth or more of it is cut away, `notes` gets a sentence.
///   canny     one-pixel edges, white on black; the thresholds are ⅔ and 4/3 of the picture's median grey
///   lineart   soft white lines on black by an extended difference of Gaussians (Winnemöller et al. 2012)
///   scribble  few thick white strokes on black
///   none, depth, openpose   as it is: such pictures are drawn or made elsewhere
/// Throws Error(invalid_argument) for an empty picture or a size below 1.
[[nodiscard]] Image control_picture(const Image& picture, api::Preprocessor preprocessor, int width, int height,
                                    std::vector<std::string>& notes);

}  // namespace koma::conditioning
