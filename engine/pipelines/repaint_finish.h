// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "engine/base/image.h"
#include "engine/pipelines/repaint_plan.h"

namespace koma::pipelines {

struct FinishedRepaint {
  Image picture;
  Image changed;  ///< 255 where the picture is new, 0 where it is the canvas' own // grey, of its size
};

/// The way back (specs/inpaint.md 13.9 to 13.11, 14): tones matched as the plan says, changed by
/// `repair` if there is one, inked if the model's pictures are, scaled to the crop, in grey pictures cut where old and
/// new are alike and given the page's screentone, and pasted into `canvas`, the picture that was planned for. `drawn`:
/// the decoder's picture at the plan's size, grey or RGB. Kept pixels are the canvas' own, to the last bit. Throws
/// Error(invalid_argument) when a size is not the plan's.
[[nodiscard]] FinishedRepaint finish_repaint(const RepaintPlan& plan, const Image& canvas, const Image& drawn,
                                             bool ink = false,
                                             const std::function<Image(const Image& matched)>& repair = {});

}  // namespace koma::pipelines
