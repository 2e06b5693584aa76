// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/panel_tool.h"

#include <QKeyEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/base/error.h"
#include "ui/canvas/canvas_host.h"
#include "ui/canvas/overlay.h"
#include "ui/canvas/shared_edges.h"
#include "ui/document/document.h"
#include "ui/document/frame_commands.h"
#include "ui/document/panel_commands.h"
#include "ui/document/qt_values.h"

namespace koma::ui {
namespace {

constexpr double closingReach = 10;  // pixels around the first corner

QPointF stepped(QPointF from, QPointF to) {
  const QPointF by = to - from;
  const double step = std::numbers::pi / 4;
  const double angle = std::round(std::atan2(by.y(), by.x()) / step) * step;
  const QPointF direction(std::cos(angle), std::sin(angle));
  return from + direction * QPointF::dotProduct(by, direction);
}

}  // namespace

void PanelTool::setShape(Shape shape) {
  cancel();
  shape_ = shape;
  emit hintChanged();
}

void PanelTool::drag() {
  if (shape_ == Shape::rectangle) {
    rect_ = spanned();
  } else {
    next_ = corner(here());
  }
}

void PanelTool::finish() {
  if (shape_ == Shape::polygon) return addCorner(here());
  const QRectF rect = std::exchange(rect_, {});
  if (!page()) return;
  if (std::min(rect.width(), rect.height()) < manga::smallest_panel) {
    return say(tr("A panel is at least %1 wide and high. Draw it larger.").arg(millimetres(manga::smallest_panel)));
  }
  add(manga::polygon_of(fromQt(rect)));
}

void PanelTool::add(const manga::Polygon& frame) {
  host_.selection().select(addPanel(host_.document(), page()->id, frame));
}

void PanelTool::click(const CanvasPointer& pointer) {
  if (shape_ == Shape::polygon) addCorner(pointer.place);
}

void PanelTool::hover(const CanvasPointer& pointer) {
  if (corners_.isEmpty()) return;
  clearGuides();
  next_ = corner(pointer.place);
  host_.updateOverlay();
}

QPointF PanelTool::corner(QPointF place) {
  if (!corners_.isEmpty() && held(Qt::ShiftModifier)) return stepped(corners_.back(), place);
  const auto snap = snapper({});
  return snap ? place + follow(snap->point(place)) : place;
}

void PanelTool::addCorner(QPointF place) {
  const manga::Page* on = page();
  if (!on) return;
  if (corners_.isEmpty()) cornersPage_ = on->id;
  const QPointF next = corner(place);
  const QTransform toView = host_.pageToView(cornersPage_);
  if (corners_.size() >= 3) {
    const QPointF away = toView.map(corners_.front()) - toView.map(place);
    if (std::hypot(away.x(), away.y()) < closingReach) return close();
  }
  // The second press of a double click falls on the corner that the first has made.
  if (!corners_.isEmpty() && toView.map(corners_.back()) == toView.map(next)) return;
  corners_ << next;
  next_ = next;
  emit hintChanged();
}

void PanelTool::close() {
  const QPolygonF corners = std::exchange(corners_, {});
  clearGuides();
  host_.updateOverlay();
  emit hintChanged();
  manga::Polygon frame;
  for (const QPointF& point : corners) frame.push_back(fromQt(point));
  if (manga::area_of(frame) < 0) std::ranges::reverse(frame);
  if (!isUsable(frame)) {
    return say(tr("A panel is at least %1 wide and high, and its edges do not cross. Nothing was added.")
                   .arg(millimetres(manga::smallest_panel)));
  }
  if (manga::find_page(host_.document().project(), cornersPage_)) {
    host_.selection().select(addPanel(host_.document(), cornersPage_, frame));
  }
}

void PanelTool::doubleClick(const CanvasPointer& pointer) {
  if (corners_.isEmpty()) return;
  addCorner(pointer.place);
  if (!corners_.isEmpty()) close();
}

bool PanelTool::keyPress(QKeyEvent& event) {
  if (!corners_.isEmpty() && !PageTool::busy()) {
    if (event.key() == Qt::Key_Escape) return cancel(), true;
    if (event.key() == Qt::Key_Backspace || event.key() == Qt::Key_Delete) {
      corners_.removeLast();
      host_.updateOverlay();
      return true;
    }
  }
  return PageTool::keyPress(event);
}

void PanelTool::cancel() {
  corners_.clear();
  clearGuides();
  host_.updateOverlay();
  PageTool::cancel();
}

bool PanelTool::insert(QKeyEvent&) {
  if (!corners_.isEmpty()) return close(), true;
  const manga::Page* on = currentPage();
  if (!on) return false;
  const manga::Panel* selected = manga::find_panel(host_.document().project(), host_.selection().panel());
  if (!selected) {
    if (on->panels.empty()) {
      add(manga::polygon_of(on->paper.inner_frame));
    } else {
      say(tr("Select a panel first: the new one takes half of it."));
    }
    return true;
  }
  const manga::Rect frame = manga::bounds_of(selected->frame);
  const manga::Point middle = frame.centre();
  const bool level = frame.height >= frame.width;
  const auto& gutters = host_.options().gutters;
  try {
    const manga::Point to = level ? manga::Point{middle.x + 1, middle.y} : manga::Point{middle.x, middle.y + 1};
    host_.selection().select(
        cutPanel(host_.document(), selected->id, middle, to, level ? gutters.row : gutters.column));
  } catch (const Error& error) {
    say(tr("The selected panel is too small to be halved."), toQt(error.sentence()));
  }
  return true;
}

QString PanelTool::hint() const {
  if (!corners_.isEmpty()) return tr("Click the next corner. Enter closes the panel, Backspace takes a corner back.");
  if (shape_ == Shape::polygon) return tr("Click the corners of a panel. The key 1 goes back to rectangles.");
  if (dragging()) return tr("Shift makes a square, Alt draws from the centre, Space moves it, Ctrl does not snap.");
  return tr("Drag a panel. The key 1 draws polygons, Enter adds a panel without the pointer.");
}

void PanelTool::paintOverlay(QPainter& painter) const {
  if (const manga::Page* on = page(); on && !rect_.isEmpty()) {
    const QTransform toView = host_.pageToView(on->id);
    paintOutline(painter, toView.map(QPolygonF(rect_)), host_.theme());
    const QString size = tr("%1 × %2").arg(millimetres(rect_.width()), millimetres(rect_.height()));
    paintLabel(painter, size, toView.map(rect_.bottomRight()), host_.theme());
  }
  if (!corners_.isEmpty()) {
    QPolygonF shape = corners_;
    shape << next_;
    paintOutline(painter, host_.pageToView(cornersPage_).map(shape), host_.theme(), false);
  }
  PageTool::paintOverlay(painter);
}

}  // namespace koma::ui
