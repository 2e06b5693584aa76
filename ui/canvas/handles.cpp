// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/handles.h"

#include <QPainter>
#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr double cornerSide = 8, edgeSide = 6;  // pixels

double limited(double length, double least) {
  return std::max(length, least);
}

Qt::CursorShape shapeFor(QPointF direction) {
  // Four double arrows for eight directions.
  const double angle = std::atan2(direction.y(), direction.x()) * 4 / std::numbers::pi;
  switch (((int(std::lround(angle)) % 4) + 4) % 4) {
    case 0:
      return Qt::SizeHorCursor;
    case 1:
      return Qt::SizeFDiagCursor;
    case 2:
      return Qt::SizeVerCursor;
    default:
      return Qt::SizeBDiagCursor;
  }
}

}  // namespace

std::vector<Handle> handlesOf(const QRectF& rect) {
  const QPointF middle = rect.center();
  const auto at = [&](Qt::Edges edges) {
    const double x = edges & Qt::LeftEdge ? rect.left() : edges & Qt::RightEdge ? rect.right() : middle.x();
    const double y = edges & Qt::TopEdge ? rect.top() : edges & Qt::BottomEdge ? rect.bottom() : middle.y();
    return Handle{Handle::Kind::bounds, edges, 0, {x, y}};
  };
  return {at(Qt::TopEdge | Qt::LeftEdge),     at(Qt::TopEdge),    at(Qt::TopEdge | Qt::RightEdge),   at(Qt::RightEdge),
          at(Qt::BottomEdge | Qt::RightEdge), at(Qt::BottomEdge), at(Qt::BottomEdge | Qt::LeftEdge), at(Qt::LeftEdge)};
}

std::vector<Handle> handlesOf(const QPolygonF& polygon) {
  std::vector<Handle> handles;
  for (int i = 0; i < polygon.size(); ++i) {
    const QPointF next = polygon[(i + 1) % polygon.size()];
    handles.push_back({Handle::Kind::corner, {}, std::size_t(i), polygon[i]});
    handles.push_back({Handle::Kind::edge, {}, std::size_t(i), (polygon[i] + next) / 2});
  }
  return handles;
}

std::optional<Handle> handleAt(const std::vector<Handle>& handles, QPointF pixel, const QTransform& pageToView) {
  std::optional<Handle> nearest;
  double least = handleReach;
  for (const Handle& handle : handles) {
    const QPointF away = pageToView.map(handle.place) - pixel;
    const double distance = std::max(std::abs(away.x()), std::abs(away.y()));
    if (distance >= least) continue;
    least = distance;
    nearest = handle;
  }
  return nearest;
}

QCursor cursorOf(const Handle& handle, const QTransform& pageToView) {
  if (handle.kind != Handle::Kind::bounds)
    return handle.kind == Handle::Kind::edge ? Qt::SizeAllCursor : Qt::CrossCursor;
  const QPointF direction((handle.edges & Qt::RightEdge ? 1 : 0) - (handle.edges & Qt::LeftEdge ? 1 : 0),
                          (handle.edges & Qt::BottomEdge ? 1 : 0) - (handle.edges & Qt::TopEdge ? 1 : 0));
  return shapeFor(pageToView.map(direction) - pageToView.map(QPointF()));
}

void paintHandles(QPainter& painter, const std::vector<Handle>& handles, const QTransform& pageToView,
                  const Theme& theme) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme.colours().handle, 1.25));
  painter.setBrush(theme.colours().handleFill);
  for (const Handle& handle : handles) {
    const QPointF middle = pageToView.map(handle.place);
    const bool minor = handle.kind == Handle::Kind::edge ||
                       (handle.kind == Handle::Kind::bounds && std::popcount(unsigned(handle.edges.toInt())) == 1);
    const double side = minor ? edgeSide : cornerSide;
    const QRectF square(middle.x() - side / 2, middle.y() - side / 2, side, side);
    if (handle.kind == Handle::Kind::tail) {
      painter.drawEllipse(square);
    } else {
      painter.drawRoundedRect(square, 1.5, 1.5);
    }
  }
  painter.restore();
}

QRectF dragged(const QRectF& rect, QPointF by, const EdgeDrag& drag) {
  const double sx = drag.edges & Qt::LeftEdge ? -1 : drag.edges & Qt::RightEdge ? 1 : 0;
  const double sy = drag.edges & Qt::TopEdge ? -1 : drag.edges & Qt::BottomEdge ? 1 : 0;
  const double times = drag.fromCentre ? 2 : 1;
  double width = limited(rect.width() + sx * by.x() * times, drag.least);
  double height = limited(rect.height() + sy * by.y() * times, drag.least);
  if (drag.proportional && !rect.isEmpty()) {
    const double across = width / rect.width(), down = height / rect.height();
    double scale = sx == 0 ? down : sy == 0 ? across : std::max(across, down);
    scale = std::max({scale, drag.least / rect.width(), drag.least / rect.height()});
    width = rect.width() * scale;
    height = rect.height() * scale;
  }
  // What does not move: the centre, or the opposite side; across an edge's own direction the middle.
  const double x = drag.fromCentre || sx == 0 ? rect.center().x() - width / 2
                   : sx < 0                   ? rect.right() - width
                                              : rect.left();
  const double y = drag.fromCentre || sy == 0 ? rect.center().y() - height / 2
                   : sy < 0                   ? rect.bottom() - height
                                              : rect.top();
  return {x, y, width, height};
}

}  // namespace koma::ui
