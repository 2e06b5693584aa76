// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCursor>
#include <QPolygonF>
#include <QRectF>
#include <QTransform>
#include <optional>
#include <vector>

class QPainter;

namespace koma::ui {

class Theme;

/// What a handle of a selected shape moves.
struct Handle {
  enum class Kind { bounds, corner, edge, tail };
  Kind kind = Kind::bounds;
  Qt::Edges edges;        ///< bounds: the edges that follow the pointer
  std::size_t index = 0;  ///< corner and edge of a polygon, or a balloon's tail
  QPointF place;          ///< mm on the page
  friend bool operator==(const Handle&, const Handle&) = default;
};

/// Pixels around a handle's middle that count as a hit: a finger's breadth, more than is drawn.
inline constexpr double handleReach = 11;

/// The eight handles of a rectangle.
[[nodiscard]] std::vector<Handle> handlesOf(const QRectF& rect);
/// Of a polygon that is no upright rectangle: its corners and the middles of its edges.
[[nodiscard]] std::vector<Handle> handlesOf(const QPolygonF& polygon);
/// The nearest handle within reach of a pixel.
[[nodiscard]] std::optional<Handle> handleAt(const std::vector<Handle>& handles, QPointF pixel,
                                             const QTransform& pageToView);
[[nodiscard]] QCursor cursorOf(const Handle& handle, const QTransform& pageToView);
void paintHandles(QPainter& painter, const std::vector<Handle>& handles, const QTransform& pageToView,
                  const Theme& theme);

/// How a rectangle follows one of its handles.
struct EdgeDrag {
  Qt::Edges edges;
  bool proportional = false;
  bool fromCentre = false;
  double least = 2;  ///< mm: no side becomes shorter
};
[[nodiscard]] QRectF dragged(const QRectF& rect, QPointF by, const EdgeDrag& drag);

}  // namespace koma::ui
