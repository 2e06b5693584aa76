// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Qt>
#include <vector>

#include "engine/base/head_frame.h"

/// How regions of a panel share their edges, in 0…1 of the panel.
namespace koma::ui {

/// One edge of one region that is to lie elsewhere.
struct RegionEdge {
  std::size_t region = 0;
  Qt::Edge edge = Qt::LeftEdge;
};

/// Whether an edge is one of the two that a move across the page changes.
[[nodiscard]] bool isAcross(Qt::Edge edge);
/// Where an edge lies.
[[nodiscard]] double placeOf(const UnitBox& box, Qt::Edge edge);

/// The boxes with the edge at `to`, no nearer to its opposite than a region may be small, and inside the panel.
/// `attached`: every edge that lies on the same line and touches it, directly or by others, goes along, so that
/// neighbours stay neighbours.
[[nodiscard]] std::vector<UnitBox> withEdgeAt(std::vector<UnitBox> boxes, const RegionEdge& edge, double to,
                                              bool attached);

/// The edge that can be moved when a cell is made wider or higher: its far one, or the near one where the far one is
/// the panel's.
[[nodiscard]] Qt::Edge growingEdge(const UnitBox& box, Qt::Orientation direction);

}  // namespace koma::ui
