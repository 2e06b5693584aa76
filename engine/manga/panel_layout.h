// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "engine/manga/project.h"

namespace koma::manga {

/// Distances between panels in mm. Rows are set further apart than columns, so that the eye goes along the row first.
struct Gutters {
  double row = 5.5;
  double column = 2.5;
};

/// Shortest side of the bounding rectangle of a panel that a cut may leave, in mm.
inline constexpr double smallest_panel = 8;

struct Cut {
  Polygon first, second;  ///< in reading order of a left-to-right work: left or upper part first
};

/// Cuts a frame by the line through `from` and `to`, leaving `gutter` mm between the parts.
/// Throws Error(invalid_argument) when the line misses the frame or a part would be smaller than `smallest_panel`.
[[nodiscard]] Cut cut_frame(const Polygon& frame, const Point& from, const Point& to, double gutter);

/// `rows` × `columns` equal frames in a rectangle. Throws Error(invalid_argument) when they would be too small.
[[nodiscard]] std::vector<Polygon> divide(const Rect& area, int rows, int columns, const Gutters& gutters);

/// One frame in place of two neighbours: their convex hull. Throws Error(invalid_argument) when they are further apart
/// than the wider gutter, or when the hull would cover more than the two and the gutter between them.
[[nodiscard]] Polygon merge_frames(const Polygon& a, const Polygon& b, const Gutters& gutters);

/// A page as rows of panels: heights and widths are weights.
struct TemplateRow {
  double height = 1;
  std::vector<double> widths;  ///< in reading order
};
struct PageTemplate {
  const char* id;
  const char* name;
  std::vector<TemplateRow> rows;
};
[[nodiscard]] const std::vector<PageTemplate>& page_templates();
/// Frames of a template in `area`, in reading order. Throws Error(invalid_argument) for an unknown id.
[[nodiscard]] std::vector<Polygon> frames_of(const std::string& template_id, const Rect& area, const Gutters& gutters,
                                             ReadingDirection direction);
/// The same for rows of one's own. Throws Error(invalid_argument) for no rows, a row without panels, a weight that is
/// not above 0, and frames smaller than `smallest_panel`.
[[nodiscard]] std::vector<Polygon> frames_of(const std::vector<TemplateRow>& rows, const Rect& area,
                                             const Gutters& gutters, ReadingDirection direction);

/// Indices of the panels in the order they are read: rows from the top, within a row from the side where reading
/// begins. Panels belong to one row when each overlaps the row's first by at least half of its own height.
[[nodiscard]] std::vector<std::size_t> reading_order(const std::vector<Panel>& panels, ReadingDirection direction);

}  // namespace koma::manga
