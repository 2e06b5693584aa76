// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/value_words.h"

#include <array>
#include <cmath>

namespace koma::manga {

namespace {

std::string whole(double value) {
  return std::to_string(std::lround(value));
}

std::string count(std::size_t number, const char* one, const char* many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

std::string place_of(const UnitBox& box) {
  const auto span = [](float from, float to) { return whole(100 * from) + "–" + whole(100 * to) + " %"; };
  return "at " + span(box.left, box.right) + " × " + span(box.top, box.bottom);
}

}  // namespace

std::string words(ReadingDirection direction) {
  return direction == ReadingDirection::right_to_left ? "right to left" : "left to right";
}

std::string words(TextDirection direction) {
  return direction == TextDirection::vertical ? "vertical" : "horizontal";
}

std::string words(BalloonShape shape) {
  constexpr std::array names = {"ellipse", "rounded", "burst", "box"};
  return names[std::size_t(shape)];
}

std::string words(const Paper& paper) {
  return whole(paper.trim.width) + " × " + whole(paper.trim.height) + " mm";
}

std::string words(const Rect& rect) {
  return whole(rect.width) + " × " + whole(rect.height) + " mm at " + whole(rect.left) + ", " + whole(rect.top);
}

std::string words(const Polygon& frame) {
  const Rect bounds = bounds_of(frame);
  const bool slanted = std::abs(area_of(frame)) < 0.999 * bounds.width * bounds.height;
  return words(bounds) + (slanted ? ", slanted" : "");
}

std::string words(const Page& page) {
  return count(page.panels.size(), "panel", "panels") + ", " + count(page.balloons.size(), "balloon", "balloons");
}

std::string words(const Panel& panel) {
  return words(panel.frame) + (panel.takes.empty() ? "" : ", " + words(panel.takes));
}

std::string words(const std::vector<Take>& takes) {
  return takes.empty() ? "" : count(takes.size(), "picture", "pictures");
}

std::string words(const std::vector<Reference>& references) {
  return references.empty() ? "" : count(references.size(), "picture", "pictures");
}

std::string words(const Conversation& conversation) {
  return conversation.empty() ? "" : count(conversation.size(), "question", "questions");
}

std::string words(const CharacterBox& box, const Project& project) {
  std::string text = name_of(box.character, project);
  if (text.empty()) text = "somebody";
  for (const std::string& more : {box.expression, box.pose}) {
    if (!more.empty()) text += ", " + more;
  }
  if (!box.facing.empty()) text += ", facing " + box.facing;
  return text + ", " + place_of(box.box);
}

std::string words(const Region& region) {
  return region.prompt + ", " + place_of(region.box);
}

std::string share(double value) {
  return value == 0 ? "" : whole(100 * value) + " %";
}

std::string name_of(CharacterId id, const Project& project) {
  const Character* member = find_character(project, id);
  return member ? member->name : std::string();
}

}  // namespace koma::manga
