// SPDX-License-Identifier: Apache-2.0
#include "engine/api/print_request.h"

#include <algorithm>
#include <cmath>

#include "engine/base/error.h"
#include "engine/manga/print_resolution.h"

namespace koma::api {

namespace {

constexpr int shortest_print = 64;
constexpr double near_enough = 0.98;

}  // namespace

PrintSize print_size(const manga::Rect& frame, double dots_per_inch) {
  const double dots = dots_per_inch / manga::mm_per_inch;
  return {int(std::lround(frame.width * dots)), int(std::lround(frame.height * dots))};
}

std::optional<GenerationRequest> print_request(const manga::Rect& frame, const PrintSource& source,
                                               const PrintWish& wish) {
  if (frame.empty()) throw Error(ErrorCode::invalid_argument, "the panel's frame has no area; draw it larger");
  const PrintSize size = print_size(frame, wish.dots_per_inch);
  if (std::max(size.width, size.height) > longest_upscaled_side) {
    throw Error(ErrorCode::invalid_argument, "its picture would be " + std::to_string(size.width) + " × " +
                                                 std::to_string(size.height) + " pixels, and at most " +
                                                 std::to_string(longest_upscaled_side) +
                                                 " along a side are possible; choose fewer dots per inch");
  }
  GenerationRequest request;
  request.init_picture = source.picture;
  request.init_picture.crop = shown_part(source.size.width, source.size.height, frame);
  const UnitBox& shown = request.init_picture.crop;
  if (double(shown.right - shown.left) * source.size.width >= near_enough * size.width) return {};
  if (std::min(size.width, size.height) < shortest_print) return {};
  request.width = size.width;
  request.height = size.height;
  request.upscale = Upscale{wish.upscaler, wish.refine, wish.finish};
  return request;
}

std::optional<GenerationRequest> print_request(const manga::Project& project, manga::PanelId id,
                                               const AssetLoader& assets, const PrintWish& wish) {
  const std::string place = "panel " + std::to_string(id.value);
  const manga::Panel* panel = manga::find_panel(project, id);
  if (!panel) throw Error(ErrorCode::not_found, "the project has no such panel", place);
  const manga::Take* take = manga::accepted_take(*panel);
  if (!take) throw Error(ErrorCode::not_found, "has no picture yet; draw it first", place);
  PrintSource source{assets(take->picture), {}};
  const Image picture = pixels_of(source.picture);
  source.size = {picture.width(), picture.height()};
  try {
    return print_request(manga::bounds_of(panel->frame), source, wish);
  } catch (const Error& error) {
    throw Error(error.code(), error.what(), place);
  }
}

}  // namespace koma::api
