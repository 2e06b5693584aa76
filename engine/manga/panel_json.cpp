// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/panel_json.h"

#include "engine/base/error.h"
#include "engine/manga/conversation_json.h"
#include "engine/manga/drawing_json.h"
#include "engine/manga/value_json.h"

namespace koma::manga {

using nlohmann::json;

namespace {

constexpr std::array<const char*, 2> borders = {"solid", "none"};

json write(const CharacterBox& box) {
  json out = object_with(box.unknown);
  out["character"] = box.character.value;
  out["box"] = box_to_json(box.box);
  if (box.strength) out["strength"] = *box.strength;
  if (!box.expression.empty()) out["expression"] = box.expression;
  if (!box.pose.empty()) out["pose"] = box.pose;
  if (!box.facing.empty()) out["facing"] = box.facing;
  if (!box.phrase.empty()) out["phrase"] = box.phrase;
  put_flags(out, box);
  return out;
}

CharacterBox read_character_box(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  CharacterBox box;
  box.character = id_from<Character>(fields, "character");
  const auto place = fields.box("box");
  if (!place)
    throw Error(ErrorCode::invalid_argument, "is missing: [left, top, right, bottom] in 0 to 1 of the panel",
                path + ".box");
  box.box = *place;
  box.strength = fields.number("strength", 0, 2);
  box.expression = fields.text("expression").value_or("");
  box.pose = fields.text("pose").value_or("");
  box.facing = fields.text("facing").value_or("");
  box.phrase = fields.text("phrase").value_or("");
  read_flags(fields, box);
  box.unknown = fields.unknown();
  return box;
}

json write(const Region& region) {
  json out = object_with(region.unknown);
  out["box"] = box_to_json(region.box);
  out["prompt"] = region.prompt;
  out["weight"] = region.weight;
  put_flags(out, region);
  return out;
}

Region read_region(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  Region region;
  region.box = fields.box("box").value_or(UnitBox{0, 0, 1, 1});
  region.prompt = fields.text("prompt").value_or("");
  region.weight = fields.number("weight", 0, 1).value_or(1);
  read_flags(fields, region);
  region.unknown = fields.unknown();
  return region;
}

json write(const Division& division) {
  json out = object_with(division.unknown);
  if (!division.split.empty()) out["split"] = division.split;
  if (!division.base_prompt.empty()) out["base_prompt"] = division.base_prompt;
  if (division.base_share != 0) out["base_share"] = division.base_share;
  if (division.in_controls) out["in_controls"] = true;
  if (division.pooled_from_base) out["pooled_from_base"] = true;
  return out;
}

Division read_division(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  Division division;
  division.split = fields.text("split").value_or("");
  division.base_prompt = fields.text("base_prompt").value_or("");
  division.base_share = fields.number("base_share", 0, 1).value_or(0);
  division.in_controls = fields.flag("in_controls").value_or(false);
  division.pooled_from_base = fields.flag("pooled_from_base").value_or(false);
  division.unknown = fields.unknown();
  return division;
}

json write(const ControlImage& control) {
  json out = object_with(control.unknown);
  out["picture"] = control.picture;
  out["model"] = control.model;
  out["preprocessor"] = control.preprocessor;
  out["scale"] = control.scale;
  out["start"] = control.start;
  out["end"] = control.end;
  return out;
}

ControlImage read_control(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  ControlImage control;
  control.picture = fields.text("picture").value_or("");
  control.model = fields.text("model").value_or("");
  control.preprocessor = fields.text("preprocessor").value_or("");
  control.scale = fields.number("scale", 0, 2).value_or(1);
  control.start = fields.number("start", 0, 1).value_or(0);
  control.end = fields.number("end", 0, 1).value_or(1);
  control.unknown = fields.unknown();
  return control;
}

}  // namespace

json take_to_json(const Take& take) {
  json out = object_with(take.unknown);
  out["id"] = take.id.value;
  out["picture"] = take.picture;
  out["recipe"] = take.recipe;
  out["created"] = take.created;
  return out;
}

Take take_from_json(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  Take take;
  take.id = id_from<Take>(fields, "id");
  take.picture = fields.text("picture").value_or("");
  take.recipe = fields.text("recipe").value_or("");
  take.created = fields.text("created").value_or("");
  take.unknown = fields.unknown();
  return take;
}

json panel_to_json(const Panel& panel) {
  json out = object_with(panel.unknown);
  const auto plain = [](const auto& value) { return write(value); };
  out["id"] = panel.id.value;
  if (!panel.name.empty()) out["name"] = panel.name;
  out["frame"] = to_json(panel.frame);
  out["border_width"] = panel.border_width;
  out["border"] = borders[std::size_t(panel.border)];
  if (panel.z_order != 0) out["z_order"] = panel.z_order;
  out["prompt"] = panel.prompt;
  if (panel.negative_prompt) out["negative_prompt"] = *panel.negative_prompt;
  if (!panel.shot.empty()) out["shot"] = panel.shot;
  put_list(out, "characters", panel.characters, plain);
  put_list(out, "regions", panel.regions, plain);
  if (panel.division != Division{}) out["division"] = write(panel.division);
  put_list(out, "controls", panel.controls, plain);
  if (!panel.mask.empty()) out["mask"] = panel.mask;
  if (panel.repaint != RepaintSettings{}) out["repaint"] = repaint_to_json(panel.repaint);
  if (panel.settings != DrawingSettings{}) out["settings"] = drawing_to_json(panel.settings);
  put_list(out, "takes", panel.takes, take_to_json);
  if (panel.accepted) out["accepted"] = panel.accepted.value;
  put_list(out, "conversation", panel.conversation, turn_to_json);
  put_flags(out, panel);
  return out;
}

Panel panel_from_json(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  Panel panel;
  panel.id = id_from<Panel>(fields, "id");
  panel.name = fields.text("name").value_or("");
  const json* frame = fields.find("frame");
  if (frame == nullptr)
    throw Error(ErrorCode::invalid_argument, "is missing: a list of [x, y] in millimetres", path + ".frame");
  panel.frame = polygon_from_json(*frame, fields.path("frame"));
  panel.border_width = fields.number("border_width", 0, 20).value_or(panel.border_width);
  panel.border = BorderStyle(fields.choice("border", borders).value_or(0));
  panel.z_order = int(fields.integer("z_order", -100000, 100000).value_or(0));
  panel.prompt = fields.text("prompt").value_or("");
  panel.negative_prompt = fields.text("negative_prompt");
  panel.shot = fields.text("shot").value_or("");
  panel.characters = read_list<CharacterBox>(fields, "characters", most_items, read_character_box);
  panel.regions = read_list<Region>(fields, "regions", most_items, read_region);
  if (const json* division = fields.find("division"))
    panel.division = read_division(*division, fields.path("division"));
  panel.controls = read_list<ControlImage>(fields, "controls", most_items, read_control);
  panel.mask = fields.text("mask").value_or("");
  if (const json* repaint = fields.find("repaint")) panel.repaint = repaint_from_json(*repaint, fields.path("repaint"));
  if (const json* settings = fields.find("settings"))
    panel.settings = drawing_from_json(*settings, fields.path("settings"));
  panel.takes = read_list<Take>(fields, "takes", most_items, take_from_json);
  panel.accepted = id_from<Take>(fields, "accepted");
  panel.conversation = read_list<Turn>(fields, "conversation", most_items, turn_from_json);
  read_flags(fields, panel);
  panel.unknown = fields.unknown();
  return panel;
}

}  // namespace koma::manga
