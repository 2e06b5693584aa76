// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/base/image.h"

namespace koma::conditioning {

/// The picture that a ControlNet looks at: `picture` brought to width × height, then through the preprocessor; RGB.
/// It is scaled until it covers the drawing and cut evenly where it stands out ("crop and resize" elsewhere), so that
/// nothing is distorted; when a tenth or more of it is cut away, `notes` gets a sentence. Line widths grow with the
/// drawing's shorter side beyond 512.
///   canny     one-pixel edges, white on black; the lower threshold is a third of the picture's median grey, between 20
///             and 60, the upper twice that
///   lineart   white lines on black, by a difference of Gaussians (Winnemöller et al. 2012) whose strength follows the
///             picture's; black areas keep their borders only
///   scribble  thick white strokes on black without small detail: broad dark lines and strong edges together
///   none, depth, openpose   as it is: such pictures are drawn or made elsewhere
/// What is transparent counts as white paper where lines are sought, as black elsewhere.
/// Throws Error(invalid_argument) for an empty picture or a size below 1.
[[nodiscard]] Image control_picture(const Image& picture, api::Preprocessor preprocessor, int width, int height,
                                    std::vector<std::string>& notes);

}  // namespace koma::conditioning
