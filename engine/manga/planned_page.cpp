// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/planned_page.h"

#include <algorithm>
#include <cmath>

#include "engine/base/error.h"
#include "engine/manga/apply_proposal.h"
#include "engine/manga/panel_layout.h"

namespace koma::manga {

namespace {

constexpr float beyond = 0.5f;       // how far a person's box may leave the panel, in sizes of the panel
constexpr double inside = 1;         // mm between a balloon and its panel's bounding rectangle
constexpr double least_balloon = 6;  // mm, its shorter side
constexpr double dots_per_mm = 10;   // a scale for head_frame, which counts in pixels

[[noreturn]] void refuse_plan(const std::string& sentence, const std::string& place) {
  throw Error(ErrorCode::invalid_argument, sentence, place);
}

UnitBox checked(UnitBox box, float margin, const std::string& place) {
  for (const float side : {box.left, box.top, box.right, box.bottom}) {
    if (!std::isfinite(side)) refuse_plan("a box has a side that is no number", place);
  }
  box.left = std::clamp(box.left, -margin, 1 + margin), box.right = std::clamp(box.right, -margin, 1 + margin);
  box.top = std::clamp(box.top, -margin, 1 + margin), box.bottom = std::clamp(box.bottom, -margin, 1 + margin);
  if (box.right - box.left < 0.01f || box.bottom - box.top < 0.01f)
    refuse_plan("a box has no area in the panel", place);
  return box;
}

/// A rectangle of `size` mm at least, moved into `room` as far as it fits.
Rect within(Rect rect, const Rect& room) {
  rect.width = std::clamp(rect.width, std::min(least_balloon, room.width), room.width);
  rect.height = std::clamp(rect.height, std::min(least_balloon, room.height), room.height);
  rect.left = std::clamp(rect.left, room.left, room.right() - rect.width);
  rect.top = std::clamp(rect.top, room.top, room.bottom() - rect.height);
  return rect;
}

/// "Bob, smiling, waving".
std::string words_of(const PlannedPerson& person) {
  std::string words = person.name;
  for (const std::string& more : {person.expression, person.pose}) {
    if (!more.empty()) words += (words.empty() ? "" : ", ") + more;
  }
  return words;
}

class PanelMaker {
 public:
  PanelMaker(Project& project, Page& page) : project_(project), page_(page) {}

  void make(const PlannedPanel& plan, const Polygon& frame, const std::string& place) {
    Panel panel{.id = project_.new_id<Panel>(), .frame = frame, .prompt = plan.prompt, .shot = plan.shot};
    for (const PlannedPerson& person : plan.people) put(person, panel, place);
    const Rect bounds = bounds_of(frame);
    for (const PlannedLine& line : plan.lines) page_.balloons.push_back(balloon(line, panel, bounds, place));
    page_.panels.push_back(std::move(panel));
  }

 private:
  void put(const PlannedPerson& person, Panel& panel, const std::string& place) {
    const Character* member = find_by_name(project_, person.name);
    if (member == nullptr) {
      const std::string words = words_of(person);
      if (!words.empty()) panel.prompt += (panel.prompt.empty() ? "" : ", ") + words;
      return;
    }
    panel.characters.push_back({.character = member->id,
                                .box = checked(person.box, beyond, place + ", " + person.name),
                                .strength = {},
                                .expression = person.expression,
                                .pose = person.pose,
                                .facing = person.facing,
                                .unknown = {}});
  }

  Balloon balloon(const PlannedLine& line, const Panel& panel, const Rect& bounds, const std::string& place) {
    if (line.text.find_first_not_of(" \t\n\r") == std::string::npos)
      refuse_plan("a line of dialogue has no text", place);
    const UnitBox box = checked(line.box, 0, place + ", \"" + line.text + "\"");
    Balloon made{.id = project_.new_id<Balloon>(), .shape = line.shape, .text = line.text};
    made.bounds = within({bounds.left + box.left * bounds.width, bounds.top + box.top * bounds.height,
                          (box.right - box.left) * bounds.width, (box.bottom - box.top) * bounds.height},
                         expanded(bounds, -inside));
    made.style.direction = direction_of(line.text, project_.direction);
    const Character* speaker = find_by_name(project_, line.speaker);
    if (speaker == nullptr) return made;
    made.speaker = speaker->id;
    const auto there = std::ranges::find(panel.characters, speaker->id, &CharacterBox::character);
    if (there != panel.characters.end()) made.tails = {tail_to(made.bounds, bounds, there->box)};
    return made;
  }

  Project& project_;
  Page& page_;
};

std::vector<TemplateRow> weights_of(const PageProposal& plan) {
  std::vector<TemplateRow> rows;
  for (const PlannedRow& row : plan.rows) {
    TemplateRow weights{.height = row.height, .widths = {}};
    for (const PlannedPanel& panel : row.panels) weights.widths.push_back(panel.width);
    rows.push_back(std::move(weights));
  }
  return rows;
}

bool of_east_asia(const std::string& text) {
  // Lead bytes of U+3000…U+9FFF, and of the full-width signs in U+FF00…: kana, han, hangul's neighbours.
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= 0xE3 && byte <= 0xE9) || byte == 0xEF;
  });
}

}  // namespace

TextDirection direction_of(const std::string& text, ReadingDirection reading) {
  const bool down = reading == ReadingDirection::right_to_left && of_east_asia(text);
  return down ? TextDirection::vertical : TextDirection::horizontal;
}

Tail tail_to(const Rect& balloon, const Rect& panel, const UnitBox& speaker) {
  const HeadFrame head =
      head_frame(speaker, int(std::lround(panel.width * dots_per_mm)), int(std::lround(panel.height * dots_per_mm)));
  const Point centre{panel.left + head.x / dots_per_mm, panel.top + head.y / dots_per_mm};
  const double radius = head.radius / dots_per_mm;
  const Point from = balloon.centre();
  const double distance = std::hypot(centre.x - from.x, centre.y - from.y);
  const double share = distance > 0 ? std::max(0.0, distance - 1.2 * radius) / distance : 0;
  return {.tip = {from.x + (centre.x - from.x) * share, from.y + (centre.y - from.y) * share}, .unknown = {}};
}

Page planned_page(Project& project, const Page& page, const PageProposal& plan) {
  const std::vector<Polygon> frames = frames_of(weights_of(plan), page.paper.inner_frame, Gutters{}, project.direction);
  Page made = page;
  made.panels.clear();
  made.balloons.clear();
  PanelMaker maker(project, made);
  std::size_t frame = 0;
  for (std::size_t row = 0; row < plan.rows.size(); ++row) {
    for (std::size_t i = 0; i < plan.rows[row].panels.size(); ++i) {
      maker.make(plan.rows[row].panels[i], frames[frame++],
                 "row " + std::to_string(row + 1) + ", panel " + std::to_string(i + 1));
    }
  }
  return made;
}

}  // namespace koma::manga
