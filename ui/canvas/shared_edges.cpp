// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/shared_edges.h"

#include <Qt>
#include <algorithm>
#include <cmath>
#include <set>

#include "ui/document/qt_values.h"
#include "ui/document/things.h"

namespace koma::ui {
namespace {

constexpr double parallel = 0.03;     // sine of the angle: less than 2 degrees
constexpr double leastOverlap = 0.5;  // mm along the edges
constexpr double gutterSlack = 1.35;  // of the wider gutter

QPointF pointOf(const manga::Panel& panel, std::size_t index) {
  return toQt(panel.frame[index % panel.frame.size()]);
}

double dot(QPointF a, QPointF b) {
  return QPointF::dotProduct(a, b);
}
double cross(QPointF a, QPointF b) {
  return a.x() * b.y() - a.y() * b.x();
}
QPointF unit(QPointF vector) {
  const double length = std::hypot(vector.x(), vector.y());
  return length > 0 ? vector / length : QPointF();
}

/// Frames are clockwise on the page, so an edge's outside lies on its left.
bool faces(const manga::Panel& a, std::size_t i, const manga::Panel& b, std::size_t j, double widest) {
  const QPointF from = pointOf(a, i), along = unit(pointOf(a, i + 1) - from);
  const QPointF otherFrom = pointOf(b, j), otherTo = pointOf(b, j + 1), otherAlong = unit(otherTo - otherFrom);
  if (dot(along, otherAlong) > 0 || std::abs(cross(along, otherAlong)) > parallel) return false;
  const double distance = -cross(along, (otherFrom + otherTo) / 2 - from);
  if (distance < -1e-6 || distance > widest) return false;
  const double length = dot(pointOf(a, i + 1) - from, along);
  const double low = std::max(0.0, dot(otherTo - from, along));
  const double high = std::min(length, dot(otherFrom - from, along));
  return high - low > leastOverlap;
}

bool crosses(QPointF a, QPointF b, QPointF c, QPointF d) {
  return cross(b - a, c - a) * cross(b - a, d - a) < 0 && cross(d - c, a - c) * cross(d - c, b - c) < 0;
}

}  // namespace

std::vector<FrameEdge> sharedEdges(const manga::Page& page, const FrameEdge& edge, const manga::Gutters& gutters) {
  const double widest = std::max(gutters.row, gutters.column) * gutterSlack;
  std::vector<FrameEdge> found{edge};
  for (std::size_t next = 0; next < found.size(); ++next) {
    const FrameEdge current = found[next];
    const manga::Panel& panel = *panelOn(page, current.panel);
    for (const manga::Panel& other : page.panels) {
      if (other.id == panel.id || other.locked || other.hidden) continue;
      for (std::size_t i = 0; i < other.frame.size(); ++i) {
        const FrameEdge candidate{other.id, i};
        if (std::ranges::find(found, candidate) == found.end() && faces(panel, current.index, other, i, widest)) {
          found.push_back(candidate);
        }
      }
    }
  }
  return found;
}

int edgeOn(const manga::Panel& panel, Qt::Edge side) {
  const manga::Rect bounds = manga::bounds_of(panel.frame);
  const auto lies = [&](QPointF point) {
    constexpr double near = 1e-6;
    switch (side) {
      case Qt::LeftEdge:
        return point.x() < bounds.left + near;
      case Qt::RightEdge:
        return point.x() > bounds.right() - near;
      case Qt::TopEdge:
        return point.y() < bounds.top + near;
      default:
        return point.y() > bounds.bottom() - near;
    }
  };
  for (std::size_t i = 0; i < panel.frame.size(); ++i) {
    if (lies(pointOf(panel, i)) && lies(pointOf(panel, i + 1))) return int(i);
  }
  return -1;
}

void moveEdges(manga::Page& page, std::span<const FrameEdge> edges, QPointF by) {
  std::set<std::pair<manga::PanelId, std::size_t>> moved;
  for (const FrameEdge& edge : edges) {
    manga::Panel& panel = *panelOn(page, edge.panel);
    for (const std::size_t index : {edge.index, (edge.index + 1) % panel.frame.size()}) {
      if (!moved.emplace(panel.id, index).second) continue;
      panel.frame[index].x += by.x();
      panel.frame[index].y += by.y();
    }
  }
}

QPointF edgeStep(const manga::Panel& panel, std::size_t index, QPointF by) {
  const std::size_t count = panel.frame.size();
  const QPointF along = unit(pointOf(panel, index + 1) - pointOf(panel, index));
  const QPointF before = unit(pointOf(panel, index + count - 1) - pointOf(panel, index));
  const QPointF after = unit(pointOf(panel, index + 2) - pointOf(panel, index + 1));
  const QPointF normal(-along.y(), along.x());
  const bool guided = std::abs(cross(before, after)) < parallel && std::abs(dot(before, normal)) > parallel;
  // As far across as the pointer went, in the direction in which the neighbours lead.
  const double across = dot(by, normal);
  return guided ? before * (across / dot(before, normal)) : normal * across;
}

bool isUpright(const manga::Polygon& frame) {
  if (frame.size() != 4) return false;
  const manga::Rect bounds = manga::bounds_of(frame);
  return std::ranges::all_of(frame, [&](const manga::Point& point) {
    const auto near = [](double a, double b) { return std::abs(a - b) < 1e-6; };
    return (near(point.x, bounds.left) || near(point.x, bounds.right())) &&
           (near(point.y, bounds.top) || near(point.y, bounds.bottom()));
  });
}

bool isUsable(const manga::Polygon& frame) {
  const manga::Rect bounds = manga::bounds_of(frame);
  constexpr double hair = 1e-6;
  if (frame.size() < 3 || std::min(bounds.width, bounds.height) < manga::smallest_panel - hair) return false;
  if (manga::area_of(frame) < manga::smallest_panel * manga::smallest_panel / 2) return false;
  const std::size_t count = frame.size();
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 2; j < count; ++j) {
      const auto at = [&](std::size_t k) { return toQt(frame[k % count]); };
      if (crosses(at(i), at(i + 1), at(j), at(j + 1))) return false;
    }
  }
  return true;
}

}  // namespace koma::ui
