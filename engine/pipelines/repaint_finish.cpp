// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/repaint_finish.h"

#include <algorithm>
#include <vector>

#include "engine/base/error.h"
#include "engine/pipelines/ink_finish.h"
#include "engine/pipelines/paste_back.h"
#include "engine/pipelines/repaint_pixels.h"
#include "engine/pipelines/seam_cut.h"
#include "engine/pipelines/tone_match.h"

namespace koma::pipelines {

namespace {

/// A grey picture with another in its place.
Image pasted_into(const Image& canvas, const Image& part, const PixelRect& place) {
  std::vector<std::uint8_t> pixels(canvas.pixels().begin(), canvas.pixels().end());
  for (int y = 0; y < place.height; ++y) {
    std::copy_n(part.row(y), place.width, pixels.begin() + std::ptrdiff_t(place.top + y) * canvas.width() + place.left);
  }
  return Image(canvas.width(), canvas.height(), 1, std::move(pixels));
}

}  // namespace

FinishedRepaint finish_repaint(const RepaintPlan& plan, const Image& canvas, const Image& drawn, bool ink,
                               const std::function<Image(const Image& matched)>& repair) {
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
  if (repair) result = repair(result);
  result = ink ? ink_finish(to_grey(result), {plan.crop.width, plan.crop.height, 0})
               : scaled(result, plan.crop.width, plan.crop.height);
  Image composite = plan.composite;
  if (plan.grey && plan.seam != Seam::none) {
    const Image before = to_grey(cropped(on_paper(canvas), plan.crop));
    const Image flat = plan.tone ? without_screentone(before, *plan.tone) : before;
    composite = seam_cut(to_grey(result), flat, composite, plan.tone && plan.tone->binary);
  }
  if (plan.tone) result = with_screentone(to_grey(result), *plan.tone);
  const Image nowhere(canvas.width(), canvas.height(), 1,
                      std::vector<std::uint8_t>(std::size_t(canvas.width()) * std::size_t(canvas.height())));
  return {paste_back(canvas, result, plan.crop, composite), pasted_into(nowhere, composite, plan.crop)};
}

}  // namespace koma::pipelines
