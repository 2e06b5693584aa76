// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/base/image.h"
#include "engine/pipelines/repaint_rect.h"

namespace koma::pipelines {

/// A picture in a larger frame, ready for `plan_repaint` with `mask_is_ready`.
struct GrownPicture {
  Image picture;  ///< the old one in its place; around it, its edges replicated
  Image mask;     ///< 255 in the new area, then a ramp of 8 to 16 pixels into the old picture, in which the seam is cut
};

/// Where the frame stands after each pass of a growth, in pixels of the new frame; the last is all of it. One pass,
/// unless an extension is more than half of the old picture's side: then one side at a time, the relatively smallest
/// first, so that each pass has seen the most before it invents (specs/inpaint.md 13, "Outpaint"). `old` may reach
/// beyond the new frame. Throws Error(invalid_argument) when nothing of the old picture is left.
[[nodiscard]] std::vector<PixelRect> growth_passes(const PixelRect& old, int width, int height);

/// One pass. `place`: where the old picture lies in the new frame of width × height; what lies outside is cut.
/// Replicated rather than mirrored edges, since mirrors make figures double (specs/inpaint.md 4). Throws
/// Error(invalid_argument) when the place does not have the picture's size or misses the frame.
[[nodiscard]] GrownPicture grow_picture(const Image& old, const PixelRect& place, int width, int height);

}  // namespace koma::pipelines
