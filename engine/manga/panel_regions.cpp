// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/panel_regions.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <numeric>

namespace koma::manga {

namespace {

constexpr float same_edge = 0.002f;
constexpr double decimals = 10000;

bool near(float a, float b) {
  return std::abs(a - b) <= same_edge;
}

std::vector<UnitBox> cells_of(const std::vector<SplitRow>& rows) {
  std::vector<UnitBox> boxes;
  for (const RegionSpan& span : spans_of(rows)) {
    boxes.push_back({float(span.left), float(span.top), float(span.right), float(span.bottom)});
  }
  return boxes;
}

struct Cell {
  std::size_t row = 0, column = 0;
};

Cell cell_of(const std::vector<SplitRow>& rows, std::size_t region) {
  Cell cell;
  while (region >= rows[cell.row].widths.size()) region -= rows[cell.row++].widths.size();
  cell.column = region;
  return cell;
}

std::string number(double value) {
  char buffer[32];
  const double rounded = std::max(std::round(value * decimals), 1.0) / decimals;
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, rounded).ptr;
  return {buffer, end};
}

/// Numbers that are all the same are written as 1.
void simplify(std::vector<double*> numbers) {
  const double first = numbers.empty() ? 0 : *numbers.front();
  const bool same = std::ranges::all_of(numbers, [&](const double* value) { return std::abs(*value - first) < 1e-3; });
  if (!same) return;
  for (double* value : numbers) *value = 1;
}

/// Takes over the split and gives every region the box of its cell.
void adopt(Panel& panel, const std::vector<SplitRow>& rows) {
  panel.division.split = to_text(rows);
  const std::vector<UnitBox> cells = cells_of(rows);
  for (std::size_t i = 0; i < cells.size(); ++i) panel.regions[i].box = cells[i];
}

/// Adds what lies at `from` to its neighbour before it, or after it where it is the first.
void merge_into_neighbour(std::vector<double>& sizes, std::size_t from) {
  sizes[from > 0 ? from - 1 : 1] += sizes[from];
  sizes.erase(sizes.begin() + std::ptrdiff_t(from));
}

void merge_row(std::vector<SplitRow>& rows, std::size_t row) {
  rows[row > 0 ? row - 1 : 1].height += rows[row].height;
  rows.erase(rows.begin() + std::ptrdiff_t(row));
}

}  // namespace

std::optional<std::vector<SplitRow>> split_rows(const Panel& panel) {
  if (panel.division.split.empty() || panel.regions.empty()) return {};
  try {
    std::vector<SplitRow> rows = parse_split(panel.division.split);
    const auto cells = std::accumulate(rows.begin(), rows.end(), std::size_t{0},
                                       [](std::size_t sum, const SplitRow& row) { return sum + row.widths.size(); });
    if (cells == panel.regions.size()) return rows;
  } catch (const RegionError&) {
    // Whoever wrote it meant something else than we can read: the boxes hold.
  }
  return {};
}

std::vector<UnitBox> region_boxes(const Panel& panel) {
  if (const auto rows = split_rows(panel)) return cells_of(*rows);
  std::vector<UnitBox> boxes;
  for (const Region& region : panel.regions) boxes.push_back(region.box);
  return boxes;
}

std::optional<std::vector<SplitRow>> rows_of(const std::vector<UnitBox>& boxes) {
  std::vector<SplitRow> rows;
  float top = 0, right = 1, bottom = 0;
  for (const UnitBox& box : boxes) {
    if (near(right, 1)) {  // the row before is full
      top = bottom;
      bottom = box.bottom;
      right = 0;
      rows.push_back({bottom - top, {}});
    }
    const bool fits = near(box.top, top) && near(box.bottom, bottom) && near(box.left, right);
    if (!fits || box.right - box.left <= same_edge || box.bottom - box.top <= same_edge) return {};
    rows.back().widths.push_back(box.right - box.left);
    right = box.right;
  }
  if (rows.empty() || !near(right, 1) || !near(bottom, 1)) return {};
  std::vector<double*> heights;
  for (SplitRow& row : rows) {
    heights.push_back(&row.height);
    std::vector<double*> widths;
    for (double& width : row.widths) widths.push_back(&width);
    simplify(widths);
  }
  simplify(heights);
  return rows;
}

std::string to_text(const std::vector<SplitRow>& rows) {
  std::string text;
  for (const SplitRow& row : rows) {
    if (&row != &rows.front()) text += ";";
    const bool only_height = row.widths.size() == 1;
    if (rows.size() > 1) text += number(row.height) + (only_height ? "" : ",");
    if (rows.size() > 1 && only_height) continue;
    for (std::size_t i = 0; i < row.widths.size(); ++i) text += (i > 0 ? "," : "") + number(row.widths[i]);
  }
  return text;
}

void place_regions(Panel& panel, const std::vector<UnitBox>& boxes) {
  const bool split = split_rows(panel).has_value();
  const bool moved = boxes != region_boxes(panel);
  const auto rows = split && moved ? rows_of(boxes) : std::nullopt;
  if (rows) return adopt(panel, *rows);
  if (moved) panel.division.split.clear();
  for (std::size_t i = 0; i < std::min(boxes.size(), panel.regions.size()); ++i) panel.regions[i].box = boxes[i];
}

void free_regions(Panel& panel) {
  const std::vector<UnitBox> boxes = region_boxes(panel);
  for (std::size_t i = 0; i < boxes.size(); ++i) panel.regions[i].box = boxes[i];
  panel.division.split.clear();
}

void divide_region(Panel& panel, std::size_t region, DivideInto direction) {
  const bool columns = direction == DivideInto::columns;
  if (panel.regions.empty()) {
    panel.regions.resize(2);
    return adopt(panel, columns ? std::vector<SplitRow>{{1, {1, 1}}} : std::vector<SplitRow>{{1, {1}}, {1, {1}}});
  }
  if (region >= panel.regions.size()) return;
  auto rows = split_rows(panel);
  const Cell cell = rows ? cell_of(*rows, region) : Cell{};
  if (rows && !columns && (*rows)[cell.row].widths.size() > 1) {
    free_regions(panel);
    rows.reset();
  }
  Region added;
  added.weight = panel.regions[region].weight;
  added.box = panel.regions[region].box;
  UnitBox& before = panel.regions[region].box;
  (columns ? before.right : before.bottom) =
      columns ? (before.left + before.right) / 2 : (before.top + before.bottom) / 2;
  (columns ? added.box.left : added.box.top) = columns ? before.right : before.bottom;
  panel.regions.insert(panel.regions.begin() + std::ptrdiff_t(region) + 1, added);
  if (!rows) return panel.division.split.clear();
  SplitRow& row = (*rows)[cell.row];
  const auto place = std::ptrdiff_t(columns ? cell.column : cell.row) + 1;
  if (columns) {
    row.widths[cell.column] /= 2;
    row.widths.insert(row.widths.begin() + place, row.widths[cell.column]);
  } else {
    row.height /= 2;
    const SplitRow half = row;
    rows->insert(rows->begin() + place, half);
  }
  adopt(panel, *rows);
}

void remove_region(Panel& panel, std::size_t region) {
  if (region >= panel.regions.size()) return;
  auto rows = split_rows(panel);
  const Cell cell = rows ? cell_of(*rows, region) : Cell{};
  panel.regions.erase(panel.regions.begin() + std::ptrdiff_t(region));
  if (!rows || panel.regions.empty()) {
    panel.division.split.clear();
    return;
  }
  std::vector<double>& widths = (*rows)[cell.row].widths;
  if (widths.size() > 1) {
    merge_into_neighbour(widths, cell.column);
  } else {
    merge_row(*rows, cell.row);
  }
  adopt(panel, *rows);
}

}  // namespace koma::manga
