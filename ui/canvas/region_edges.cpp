// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/region_edges.h"

#include <algorithm>
#include <cmath>

namespace koma::ui {
namespace {

constexpr double sameLine = 0.004;  // of the panel
constexpr double smallest = 0.04;

float& sideOf(UnitBox& box, Qt::Edge edge) {
  switch (edge) {
    case Qt::LeftEdge:
      return box.left;
    case Qt::TopEdge:
      return box.top;
    case Qt::RightEdge:
      return box.right;
    default:
      return box.bottom;
  }
}

/// How much of the line two boxes have in common.
double sharedLength(const UnitBox& a, const UnitBox& b, bool across) {
  return across ? double(std::min(a.bottom, b.bottom)) - std::max(a.top, b.top)
                : double(std::min(a.right, b.right)) - std::max(a.left, b.left);
}

std::vector<RegionEdge> linked(const std::vector<UnitBox>& boxes, const RegionEdge& first) {
  std::vector<RegionEdge> edges{first};
  const bool across = isAcross(first.edge);
  const double line = placeOf(boxes[first.region], first.edge);
  const auto known = [&](std::size_t region) {
    return std::ranges::any_of(edges, [&](const RegionEdge& edge) { return edge.region == region; });
  };
  for (std::size_t next = 0; next < edges.size(); ++next) {
    const UnitBox& box = boxes[edges[next].region];
    for (std::size_t other = 0; other < boxes.size(); ++other) {
      if (known(other) || sharedLength(box, boxes[other], across) <= sameLine) continue;
      for (const Qt::Edge edge : {across ? Qt::LeftEdge : Qt::TopEdge, across ? Qt::RightEdge : Qt::BottomEdge}) {
        if (std::abs(placeOf(boxes[other], edge) - line) > sameLine) continue;
        edges.push_back({other, edge});
        break;
      }
    }
  }
  return edges;
}

}  // namespace

bool isAcross(Qt::Edge edge) {
  return edge == Qt::LeftEdge || edge == Qt::RightEdge;
}

double placeOf(const UnitBox& box, Qt::Edge edge) {
  return sideOf(const_cast<UnitBox&>(box), edge);
}

std::vector<UnitBox> withEdgeAt(std::vector<UnitBox> boxes, const RegionEdge& edge, double to, bool attached) {
  if (edge.region >= boxes.size()) return boxes;
  const std::vector<RegionEdge> edges = attached ? linked(boxes, edge) : std::vector<RegionEdge>{edge};
  double least = 0, most = 1;
  for (const RegionEdge& each : edges) {
    const UnitBox& box = boxes[each.region];
    if (each.edge == Qt::LeftEdge) most = std::min(most, box.right - smallest);
    if (each.edge == Qt::TopEdge) most = std::min(most, box.bottom - smallest);
    if (each.edge == Qt::RightEdge) least = std::max(least, box.left + smallest);
    if (each.edge == Qt::BottomEdge) least = std::max(least, box.top + smallest);
  }
  if (least > most) return boxes;
  for (const RegionEdge& each : edges) sideOf(boxes[each.region], each.edge) = float(std::clamp(to, least, most));
  return boxes;
}

Qt::Edge growingEdge(const UnitBox& box, Qt::Orientation direction) {
  if (direction == Qt::Horizontal) return box.right < 1 - sameLine ? Qt::RightEdge : Qt::LeftEdge;
  return box.bottom < 1 - sameLine ? Qt::BottomEdge : Qt::TopEdge;
}

}  // namespace koma::ui
