// SPDX-License-Identifier: Apache-2.0
#include "engine/base/error.h"
#include "engine/manga/panel_json.h"
#include "engine/manga/value_json.h"

namespace koma::manga {

using nlohmann::json;

namespace {

constexpr std::size_t most_tails = 100;
constexpr std::array<const char*, 4> shapes = {"ellipse", "rounded", "burst", "box"};
constexpr std::array<const char*, 2> text_directions = {"vertical", "horizontal"};

json write(const Tail& tail) {
  json out = object_with(tail.unknown);
  out["tip"] = to_json(tail.tip);
  if (tail.width != 0) out["width"] = tail.width;
  if (tail.bend != 0) out["bend"] = tail.bend;
  return out;
}

Tail read_tail(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  Tail tail;
  const json* tip = fields.find("tip");
  if (tip == nullptr) throw Error(ErrorCode::invalid_argument, "is missing: [x, y] in millimetres", path + ".tip");
  tail.tip = point_from_json(*tip, fields.path("tip"));
  tail.width = fields.number("width", 0, 1000).value_or(0);
  tail.bend = fields.number("bend", -1, 1).value_or(0);
  tail.unknown = fields.unknown();
  return tail;
}

json write(const TextStyle& style) {
  json out = object_with(style.unknown);
  if (!style.font.empty()) out["font"] = style.font;
  out["size"] = style.size;
  out["smallest_size"] = style.smallest_size;
  out["line_pitch"] = style.line_pitch;
  out["direction"] = text_directions[std::size_t(style.direction)];
  out["tcy_digits"] = style.tcy_digits;
  return out;
}

TextStyle read_style(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  TextStyle style;
  style.font = fields.text("font").value_or("");
  style.size = fields.number("size", 1, 500).value_or(style.size);
  style.smallest_size = fields.number("smallest_size", 1, 500).value_or(style.smallest_size);
  style.line_pitch = fields.number("line_pitch", 0.5, 5).value_or(style.line_pitch);
  style.direction = TextDirection(fields.choice("direction", text_directions).value_or(0));
  style.tcy_digits = int(fields.integer("tcy_digits", 1, 4).value_or(style.tcy_digits));
  style.unknown = fields.unknown();
  return style;
}

}  // namespace

json balloon_to_json(const Balloon& balloon) {
  json out = object_with(balloon.unknown);
  out["id"] = balloon.id.value;
  if (!balloon.name.empty()) out["name"] = balloon.name;
  out["shape"] = shapes[std::size_t(balloon.shape)];
  out["bounds"] = to_json(balloon.bounds);
  put_list(out, "tails", balloon.tails, [](const Tail& tail) { return write(tail); });
  out["text"] = balloon.text;
  out["style"] = write(balloon.style);
  if (balloon.speaker) out["speaker"] = balloon.speaker.value;
  out["line_width"] = balloon.line_width;
  if (balloon.opacity != 1) out["opacity"] = balloon.opacity;
  put_flags(out, balloon);
  return out;
}

Balloon balloon_from_json(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  Balloon balloon;
  balloon.id = id_from<Balloon>(fields, "id");
  balloon.name = fields.text("name").value_or("");
  balloon.shape = BalloonShape(fields.choice("shape", shapes).value_or(0));
  const json* bounds = fields.find("bounds");
  if (bounds == nullptr) {
    throw Error(ErrorCode::invalid_argument, "is missing: [left, top, width, height] in millimetres", path + ".bounds");
  }
  balloon.bounds = rect_from_json(*bounds, fields.path("bounds"));
  balloon.tails = read_list<Tail>(fields, "tails", most_tails, read_tail);
  balloon.text = fields.text("text").value_or("");
  if (const json* style = fields.find("style")) balloon.style = read_style(*style, fields.path("style"));
  balloon.speaker = id_from<Character>(fields, "speaker");
  balloon.line_width = fields.number("line_width", 0, 20).value_or(balloon.line_width);
  balloon.opacity = fields.number("opacity", 0, 1).value_or(1);
  read_flags(fields, balloon);
  balloon.unknown = fields.unknown();
  return balloon;
}

}  // namespace koma::manga
