// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/panel_layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/error.h"

namespace koma::manga {

namespace {

[[noreturn]] void refuse(const std::string& sentence) {
  throw Error(ErrorCode::invalid_argument, sentence);
}

bool large_enough(const Polygon& frame) {
  const Rect bounds = bounds_of(frame);
  return !frame.empty() && std::min(bounds.width, bounds.height) >= smallest_panel;
}

std::string millimetres(double value) {
  return std::to_string(int(std::lround(value))) + " mm";
}

/// Andrew's monotone chain, clockwise on the page.
Polygon convex_hull(Polygon points) {
  std::ranges::sort(points, [](const Point& a, const Point& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
  Polygon hull;
  for (int pass = 0; pass < 2; ++pass) {
    const std::size_t start = hull.size();
    for (const auto& p : points) {
      while (hull.size() >= start + 2) {
        const auto &a = hull[hull.size() - 2], &b = hull.back();
        if ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) > 1e-9) break;
        hull.pop_back();
      }
      hull.push_back(p);
    }
    hull.pop_back();
    std::ranges::reverse(points);
  }
  return hull;
}

/// Start and length of each share of `length`, with `gutter` between them.
std::vector<std::pair<double, double>> shares(double start, double length, const std::vector<double>& weights,
                                              double gutter) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  const double free = length - gutter * double(weights.size() - 1);
  std::vector<std::pair<double, double>> out;
  for (const double weight : weights) {
    const double part = free * weight / total;
    out.emplace_back(start, part);
    start += part + gutter;
  }
  return out;
}

void check_weights(const std::vector<TemplateRow>& rows) {
  if (rows.empty()) refuse("a page needs at least one row of panels");
  for (const auto& row : rows) {
    if (row.widths.empty()) refuse("a row needs at least one panel");
    const auto wrong = [](double weight) { return !(weight > 0) || !std::isfinite(weight); };
    if (wrong(row.height) || std::ranges::any_of(row.widths, wrong)) {
      refuse("heights of rows and widths of panels must be above 0");
    }
  }
}

}  // namespace

Cut cut_frame(const Polygon& frame, const Point& from, const Point& to, double gutter) {
  const Point along{to.x - from.x, to.y - from.y};
  if (std::hypot(along.x, along.y) < 1e-6) refuse("a cut needs two different points");
  Point normal{-along.y, along.x};
  // The second part lies below the cut, or to its right when it is upright.
  if (normal.y < -1e-9 || (std::abs(normal.y) <= 1e-9 && normal.x < 0)) normal = {-normal.x, -normal.y};
  if (std::abs(along.y) > std::abs(along.x) && normal.x < 0) normal = {-normal.x, -normal.y};
  Cut cut{clipped(frame, from, {-normal.x, -normal.y}, gutter / 2), clipped(frame, from, normal, gutter / 2)};
  if (cut.first.empty() || cut.second.empty()) refuse("the cut does not cross the panel");
  if (!large_enough(cut.first) || !large_enough(cut.second)) {
    refuse("the cut would leave a panel smaller than " + millimetres(smallest_panel) + "; cut elsewhere");
  }
  return cut;
}

std::vector<Polygon> divide(const Rect& area, int rows, int columns, const Gutters& gutters) {
  if (rows < 1 || columns < 1) refuse("rows and columns must be at least 1");
  std::vector<Polygon> frames;
  for (const auto& [top, height] :
       shares(area.top, area.height, std::vector<double>(std::size_t(rows), 1), gutters.row)) {
    for (const auto& [left, width] :
         shares(area.left, area.width, std::vector<double>(std::size_t(columns), 1), gutters.column)) {
      frames.push_back(polygon_of({left, top, width, height}));
      if (!large_enough(frames.back())) refuse("so many panels would be smaller than " + millimetres(smallest_panel));
    }
  }
  return frames;
}

Polygon merge_frames(const Polygon& a, const Polygon& b, const Gutters& gutters) {
  const Rect ra = bounds_of(a), rb = bounds_of(b);
  const double across = std::max({ra.left - rb.right(), rb.left - ra.right(), 0.0});
  const double down = std::max({ra.top - rb.bottom(), rb.top - ra.bottom(), 0.0});
  const double widest = std::max(gutters.row, gutters.column) * 1.5;
  if (across > widest || down > widest) refuse("the panels are not neighbours");
  Polygon both = a;
  both.insert(both.end(), b.begin(), b.end());
  Polygon hull = convex_hull(both);
  const double gap = area_of(hull) - area_of(a) - area_of(b);
  const double side = across > 0 ? std::max(ra.height, rb.height) : std::max(ra.width, rb.width);
  if (gap > side * widest * 1.5) refuse("the panels do not share a whole side; merging them would cover other panels");
  return hull;
}

const std::vector<PageTemplate>& page_templates() {
  static const std::vector<PageTemplate> templates = {
      {"one", "One panel", {{1, {1}}}},
      {"yonkoma", "Four in a column", {{1, {1}}, {1, {1}}, {1, {1}}, {1, {1}}}},
      {"classic-5", "Five panels", {{1.1, {1}}, {1, {1, 1.2}}, {1, {1.3, 1}}}},
      {"classic-6", "Six panels", {{1, {1, 1}}, {1, {1, 1}}, {1, {1, 1}}}},
      {"opening", "Large first panel", {{2, {1}}, {1, {1, 1, 1}}}},
      {"climax", "Large last panel", {{1, {1, 1.4}}, {2, {1}}}},
  };
  return templates;
}

std::vector<Polygon> frames_of(const std::string& template_id, const Rect& area, const Gutters& gutters,
                               ReadingDirection direction) {
  const auto& all = page_templates();
  const auto found = std::ranges::find_if(all, [&](const auto& one) { return template_id == one.id; });
  if (found == all.end()) {
    std::string known;
    for (const auto& one : all) known += (known.empty() ? "" : ", ") + std::string(one.id);
    refuse("\"" + template_id + "\" is no page template; choose one of " + known);
  }
  return frames_of(found->rows, area, gutters, direction);
}

std::vector<Polygon> frames_of(const std::vector<TemplateRow>& rows, const Rect& area, const Gutters& gutters,
                               ReadingDirection direction) {
  check_weights(rows);
  std::vector<double> heights;
  for (const auto& row : rows) heights.push_back(row.height);
  const auto tops = shares(area.top, area.height, heights, gutters.row);
  std::vector<Polygon> frames;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto [top, height] = tops[i];
    for (const auto& [left, width] : shares(area.left, area.width, rows[i].widths, gutters.column)) {
      const bool mirrored = direction == ReadingDirection::right_to_left;
      const double x = mirrored ? area.left + area.right() - left - width : left;
      frames.push_back(polygon_of({x, top, width, height}));
      if (!large_enough(frames.back())) refuse("so many panels would be smaller than " + millimetres(smallest_panel));
    }
  }
  return frames;
}

std::vector<std::size_t> reading_order(const std::vector<Panel>& panels, ReadingDirection direction) {
  std::vector<std::size_t> rest(panels.size()), order;
  std::iota(rest.begin(), rest.end(), std::size_t(0));
  std::vector<Rect> bounds;
  bounds.reserve(panels.size());
  for (const auto& panel : panels) bounds.push_back(bounds_of(panel.frame));
  const auto begins = [&](std::size_t i) {
    return direction == ReadingDirection::right_to_left ? -bounds[i].right() : bounds[i].left;
  };
  std::ranges::stable_sort(rest, [&](auto a, auto b) { return bounds[a].top < bounds[b].top; });
  while (!rest.empty()) {
    const Rect first = bounds[rest.front()];
    const auto same_row = [&](std::size_t i) {
      const double shared = std::min(first.bottom(), bounds[i].bottom()) - std::max(first.top, bounds[i].top);
      return shared >= bounds[i].height / 2 || shared >= first.height / 2;
    };
    const auto row_end = std::stable_partition(rest.begin(), rest.end(), same_row);
    std::stable_sort(rest.begin(), row_end, [&](auto a, auto b) { return begins(a) < begins(b); });
    order.insert(order.end(), rest.begin(), row_end);
    rest.erase(rest.begin(), row_end);
  }
  return order;
}

}  // namespace koma::manga
