// SPDX-License-Identifier: Apache-2.0
#include "engine/api/request_builder.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/api/request_names.h"
#include "engine/base/error.h"

namespace koma::api {

namespace {

constexpr int shortest_side = 64, longest_side = 2048, side_multiple = 8;
/// Square millimetres of a balloon in a panel below which it only touches the frame.
constexpr double least_overlap = 4;

template <class T, std::size_t N>
std::optional<T> named(const std::string& word, const char* const (&names)[N], const std::string& place) {
  if (word.empty()) return {};
  for (std::size_t i = 0; i < N; ++i) {
    if (word == names[i]) return T(int(i));
  }
  throw Error(ErrorCode::invalid_argument, "does not know \"" + word + "\"", place);
}

int side(double pixels) {
  return std::clamp(int(std::lround(pixels / side_multiple)) * side_multiple, shortest_side, longest_side);
}

PlacedCharacter placed(const manga::Project& project, const manga::CharacterBox& box, const AssetLoader& assets,
                       const std::string& place) {
  const manga::Character* member = manga::find_character(project, box.character);
  if (!member) {
    throw Error(ErrorCode::not_found, "a character box names somebody who is not in the cast; choose another", place);
  }
  PlacedCharacter character;
  character.name = member->name;
  for (const manga::Reference& reference : member->references) {
    Picture picture = assets(reference.picture);
    picture.crop = reference.crop;
    character.references.push_back(std::move(picture));
  }
  character.box = box.box;
  const double strength = box.strength.value_or(member->strength);
  if (strength != 1) character.strength = strength;
  character.expression = box.expression;
  character.pose = box.pose;
  character.facing = named<Facing>(box.facing, names::facings, place + ".facing");
  return character;
}

UnitBox relative(const manga::Rect& rect, const manga::Rect& frame) {
  return {float((rect.left - frame.left) / frame.width), float((rect.top - frame.top) / frame.height),
          float((rect.right() - frame.left) / frame.width), float((rect.bottom() - frame.top) / frame.height)};
}

float area(const UnitBox& box) {
  return (box.right - box.left) * (box.bottom - box.top);
}

}  // namespace

std::vector<UnitBox> dialog_boxes(const manga::Page& page, const manga::Panel& panel, int most) {
  const manga::Rect frame = manga::bounds_of(panel.frame);
  std::vector<UnitBox> boxes;
  for (const manga::Balloon& balloon : page.balloons) {
    if (balloon.hidden) continue;
    const manga::Rect over = manga::intersection(balloon.bounds, frame);
    // In the bounding rectangle of a slanted frame is not yet in the frame.
    if (over.empty() || over.width * over.height < least_overlap) continue;
    if (!manga::contains(panel.frame, over.centre())) continue;
    boxes.push_back(relative(over, frame));
  }
  while (boxes.size() > std::size_t(most)) {
    boxes.erase(std::min_element(boxes.begin(), boxes.end(),
                                 [](const UnitBox& a, const UnitBox& b) { return area(a) < area(b); }));
  }
  return boxes;
}

GenerationRequest build_request(const manga::Project& project, manga::PanelId id, const AssetLoader& assets,
                                const BuildOptions& options) {
  const manga::Panel* panel = manga::find_panel(project, id);
  const std::string place = "panel " + std::to_string(id.value);
  if (!panel) throw Error(ErrorCode::not_found, "the project has no such panel", place);
  const manga::Rect frame = manga::bounds_of(panel->frame);
  if (frame.empty()) throw Error(ErrorCode::invalid_argument, "the panel's frame has no area; draw it larger", place);

  GenerationRequest request;
  request.model = panel->settings.model;
  request.prompt = panel->prompt;
  request.negative_prompt = panel->negative_prompt;
  const double width = std::sqrt(double(options.area) * frame.width / frame.height);
  request.width = side(width);
  request.height = side(double(options.area) / width);
  request.steps = panel->settings.steps;
  request.guidance_scale = panel->settings.guidance_scale;
  request.seed = panel->settings.seed;
  request.shot = named<ShotKind>(panel->shot, names::shots, place + ".shot");
  for (const manga::CharacterBox& box : panel->characters) {
    if (!box.hidden) request.characters.push_back(placed(project, box, assets, place));
  }
  request.dialog_boxes = dialog_boxes(*manga::page_of(project, id), *panel, options.dialogs);
  for (const manga::Region& region : panel->regions) {
    if (!request.regions) request.regions.emplace();
    request.regions->boxes.push_back({region.box, region.prompt, region.weight});
  }
  for (const manga::ControlImage& image : panel->controls) {
    Control control{image.model, assets(image.picture), Preprocessor::none, image.scale, image.start, image.end};
    control.preprocessor = named<Preprocessor>(image.preprocessor, names::preprocessors, place + ".preprocessor")
                               .value_or(Preprocessor::none);
    request.controls.push_back(std::move(control));
  }
  return request;
}

}  // namespace koma::api
