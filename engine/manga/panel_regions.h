// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/manga/panel.h"
#include "engine/manga/region_split.h"

namespace koma::manga {

/// The rows of the panel's split; nothing where there is none, it cannot be read, or it has not as many cells as the
/// panel has regions: then each region has its own box.
[[nodiscard]] std::optional<std::vector<SplitRow>> split_rows(const Panel& panel);

/// Where the panel's regions lie, in their order, in 0…1 of its bounding rectangle; later boxes lie on top.
[[nodiscard]] std::vector<UnitBox> region_boxes(const Panel& panel);

/// The rows whose cells these boxes are, row by row from the top, in each from the left, without gaps; nothing where
/// they are none. What is nearer than a five-hundredth counts as the same edge.
[[nodiscard]] std::optional<std::vector<SplitRow>> rows_of(const std::vector<UnitBox>& boxes);

/// As parse_split reads it; numbers with at most four decimals.
[[nodiscard]] std::string to_text(const std::vector<SplitRow>& rows);

/// Puts the regions into these boxes, one for each. A split stays one while the boxes are its cells; otherwise the
/// regions become free.
void place_regions(Panel& panel, const std::vector<UnitBox>& boxes);

enum class DivideInto { columns, rows };
/// Halves a region: the new one, without words, comes after it. A panel without regions is divided as a whole. Cells
/// of a row stay cells when they are divided in columns; a cell that has neighbours in its row and is divided in rows
/// makes the regions free, which a split cannot say.
void divide_region(Panel& panel, std::size_t region, DivideInto direction);

/// Lets every region keep its place, but as a box of its own.
void free_regions(Panel& panel);

/// Takes a region away. In a split its neighbour in the row, or the next row, gets its place.
void remove_region(Panel& panel, std::size_t region);

}  // namespace koma::manga
