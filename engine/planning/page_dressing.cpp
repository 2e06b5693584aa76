// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/page_dressing.h"

#include <algorithm>
#include <cmath>

#include "engine/manga/panel_layout.h"
#include "engine/manga/planned_page.h"

namespace koma::planning {

using manga::PlannedLine;
using manga::PlannedPanel;
using manga::PlannedPerson;
using manga::ReadingDirection;
using manga::Size;

namespace {

constexpr double em = 9 * 25.4 / 72;         // mm, of nine points
constexpr double pitch = 1.4 * em;           // mm between lines or columns
constexpr double around = 1.45;              // an ellipse around a rectangle of text, with a little air
constexpr double around_spikes = 2.0;        // a burst, whose spikes point inwards too
constexpr double margin = 2, between = 1.5;  // mm
constexpr double spread = 0.7;               // of the free width that goes between balloons
constexpr double most_of_height = 0.5;       // of a panel, for balloons

std::size_t signs_of(const std::string& text) {
  return std::size_t(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// A body that holds the text: upright about 1 : 2 when it is set vertically, lying about 2 : 1 when horizontally.
Size body_of(const PlannedLine& line, ReadingDirection direction) {
  const bool vertical = manga::direction_of(line.text, direction) == manga::TextDirection::vertical;
  const double sign = vertical ? em : 0.55 * em;
  const double length = double(std::max<std::size_t>(2, signs_of(line.text))) * sign;
  const double rows = std::max(1.0, std::ceil(std::sqrt(length / (2 * pitch))));
  const double run = std::max(3 * em, length / rows * 1.15), stack = rows * pitch + em;
  const double air = line.shape == manga::BalloonShape::box     ? 1.15
                     : line.shape == manga::BalloonShape::burst ? around_spikes
                                                                : around;
  return vertical ? Size{stack * air, run * air} : Size{run * air, stack * air};
}

/// Puts balloons of these sizes into a panel, in reading order. Returns how far down they reach, in mm.
double put_balloons(std::vector<PlannedLine>& lines, const std::vector<Size>& sizes, const Size& panel,
                    ReadingDirection direction) {
  double width = 0;
  for (const Size& size : sizes) width += size.width;
  const double gaps = double(std::max<std::size_t>(1, sizes.size() - 1));
  const double gap = std::max(between, spread * (panel.width - 2 * margin - width) / gaps);
  double along = margin, top = margin, deepest = margin;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0 && along + sizes[i].width > panel.width - margin) along = margin, top = deepest + between;
    const bool leftwards = direction == ReadingDirection::right_to_left;
    const double left = leftwards ? panel.width - along - sizes[i].width : along;
    lines[i].box = {float(left / panel.width), float(top / panel.height), float((left + sizes[i].width) / panel.width),
                    float((top + sizes[i].height) / panel.height)};
    along += sizes[i].width + gap;
    deepest = std::max(deepest, top + sizes[i].height);
  }
  return deepest;
}

double dress_lines(PlannedPanel& plan, const Size& panel, ReadingDirection direction) {
  if (plan.lines.empty()) return 0;
  std::vector<Size> wanted;
  for (const PlannedLine& line : plan.lines) wanted.push_back(body_of(line, direction));
  double deepest = 0;
  for (double shrink = 1; shrink > 0.3; shrink *= 0.93) {
    std::vector<Size> sizes = wanted;
    bool fits = true;
    for (Size& size : sizes) {
      size = {size.width * shrink, size.height * shrink};
      fits = fits && size.width <= panel.width - 2 * margin;
    }
    deepest = put_balloons(plan.lines, sizes, panel, direction);
    if (fits && deepest <= most_of_height * panel.height) break;
  }
  return deepest;
}

struct ShotRule {
  Shot shot;
  double share;  // of the height that is left: the largest head radius
};

ShotRule rule_of(const std::string& shot) {
  if (shot == "close-up") return {Shot::close_up, 0.26};
  if (shot == "full") return {Shot::full, 0.17};
  if (shot == "wide") return {Shot::full, 0.1};
  return {Shot::bust, 0.22};
}

bool sensible(const UnitBox& box) {
  return box.right - box.left >= 0.05f && box.bottom - box.top >= 0.1f && box.right - box.left <= 1.2f;
}

/// Speakers first, in the order in which they speak.
void order_by_speaking(PlannedPanel& plan) {
  const auto turn = [&](const PlannedPerson& person) {
    return std::ranges::find(plan.lines, person.name, &PlannedLine::speaker) - plan.lines.begin();
  };
  std::ranges::stable_sort(plan.people, {}, turn);
}

void dress_people(PlannedPanel& plan, const Size& panel, double balloons, ReadingDirection direction) {
  if (plan.people.empty() || std::ranges::all_of(plan.people, [](const auto& one) { return sensible(one.box); }))
    return;
  order_by_speaking(plan);
  const auto count = double(plan.people.size());
  const ShotRule rule = rule_of(plan.shot);
  const double below = rule.shot == Shot::close_up ? 2.0 : rule.shot == Shot::bust ? 2.6 : 3.5;  // radii, see box_of
  const double room = panel.height - balloons;
  const double radius = std::min({panel.width / (count * head_frame_rule.width), room / (head_frame_rule.above + below),
                                  rule.share * panel.height * 1.15});
  const double dots = 10;  // a millimetre, for head_frame's pixels
  for (std::size_t i = 0; i < plan.people.size(); ++i) {
    const double share = (double(i) + 0.5) / count;
    const double x = (direction == ReadingDirection::right_to_left ? 1 - share : share) * panel.width;
    const double y = panel.height - (below - (rule.shot == Shot::full ? 0 : 0.15)) * radius;  // cut by the frame
    PlannedPerson& person = plan.people[i];
    person.box = box_of({float(x * dots), float(y * dots), float(radius * dots)}, rule.shot,
                        int(std::lround(panel.width * dots)), int(std::lround(panel.height * dots)));
    if (person.facing.empty() && plan.people.size() > 1) person.facing = x < panel.width / 2 ? "right" : "left";
  }
}

}  // namespace

void dress(manga::PageProposal& plan, const manga::Page& page, ReadingDirection direction) {
  std::vector<manga::TemplateRow> rows;
  for (const auto& row : plan.rows) {
    rows.push_back({.height = row.height, .widths = {}});
    for (const auto& panel : row.panels) rows.back().widths.push_back(panel.width);
  }
  const auto frames = manga::frames_of(rows, page.paper.inner_frame, manga::Gutters{}, direction);
  std::size_t frame = 0;
  for (auto& row : plan.rows) {
    for (PlannedPanel& panel : row.panels) {
      const manga::Rect bounds = manga::bounds_of(frames[frame++]);
      const Size size{bounds.width, bounds.height};
      const double balloons = dress_lines(panel, size, direction);
      dress_people(panel, size, balloons, direction);
    }
  }
}

}  // namespace koma::planning
