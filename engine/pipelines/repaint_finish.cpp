// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/repaint_finish.h"

#include "engine/base/error.h"
#include "engine/pipelines/ink_finish.h"
#include "engine/pipelines/paste_back.h"
#include "engine/pipelines/repaint_pixels.h"
#include "engine/pipelines/tone_match.h"

namespace koma::pipelines {

Image finish_repaint(const RepaintPlan& plan, const Image& canvas, const Image& drawn, bool ink) {
  if (drawn.width() != plan.width || drawn.height() != plan.height || drawn.channels() == 4) {
    throw Error(ErrorCode::invalid_argument, "the drawing does not have the size that the repaint was planned for");
  }
  Image result = plan.grey || plan.original.channels() == 1 ? to_grey(drawn) : to_rgb(drawn);
  if (plan.seam == Seam::match) {
    const Image original = result.channels() == 1 ? to_grey(plan.original) : plan.original;
    ToneMatch options;
    options.lightness_only = plan.grey;
    result = tone_match(result, original, plan.denoise, options);
  }
  result = ink ? ink_finish(to_grey(result), {plan.crop.width, plan.crop.height, 0})
               : scaled(result, plan.crop.width, plan.crop.height);
  return paste_back(canvas, result, plan.crop, plan.composite);
}

}  // namespace koma::pipelines
