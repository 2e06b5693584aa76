// SPDX-License-Identifier: Apache-2.0
#include "engine/api/print_request.h"

#include <algorithm>
#include <cmath>

#include "engine/base/error.h"

namespace koma::api {

namespace {

constexpr double millimetres_per_inch = 25.4;
constexpr int shortest_side = 64;
constexpr double near_enough = 0.98;

}  // namespace

std::optional<GenerationRequest> print_request(const manga::Project& project, manga::PanelId id,
                                               const AssetLoader& assets, const PrintWish& wish) {
  const std::string place = "panel " + std::to_string(id.value);
  const manga::Panel* panel = manga::find_panel(project, id);
  if (!panel) throw Error(ErrorCode::not_found, "the project has no such panel", place);
  const manga::Take* take = manga::accepted_take(*panel);
  if (!take) throw Error(ErrorCode::not_found, "has no picture yet; draw it first", place);
  const manga::Rect frame = manga::bounds_of(panel->frame);
  if (frame.empty()) throw Error(ErrorCode::invalid_argument, "the panel's frame has no area; draw it larger", place);

  GenerationRequest request;
  request.init_picture = assets(take->picture);
  const Image picture = pixels_of(request.init_picture);
  request.init_picture.crop = shown_part(picture.width(), picture.height(), frame);
  const double dots = wish.dots_per_inch / millimetres_per_inch;
  const int width = int(std::lround(frame.width * dots)), height = int(std::lround(frame.height * dots));
  if (std::max(width, height) > longest_upscaled_side) {
    throw Error(ErrorCode::invalid_argument,
                "its picture would be " + std::to_string(width) + " × " + std::to_string(height) +
                    " pixels, and at most " + std::to_string(longest_upscaled_side) +
                    " along a side are possible; choose fewer dots per inch",
                place);
  }
  const UnitBox& shown = request.init_picture.crop;
  if (double(shown.right - shown.left) * picture.width() >= near_enough * width) return {};
  if (std::min(width, height) < shortest_side) return {};
  request.width = width;
  request.height = height;
  request.upscale = Upscale{wish.upscaler, 0, wish.finish};
  return request;
}

}  // namespace koma::api
