// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/zoom_tool.h"

#include <QKeyEvent>
#include <QPainter>
#include <cmath>

#include "ui/canvas/canvas_host.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr double step = 1.5;
constexpr double zoomDragBegins = 6;  // pixels

}  // namespace

void ZoomTool::press(const CanvasPointer& pointer) {
  if (pointer.button != Qt::LeftButton) return;
  pressed_ = true;
  press_ = now_ = pointer;
}

void ZoomTool::move(const CanvasPointer& pointer) {
  now_ = pointer;
  if (pressed_) host_.updateOverlay();
}

void ZoomTool::release(const CanvasPointer& pointer) {
  if (!pressed_ || pointer.button != Qt::LeftButton) return;
  pressed_ = false;
  const QPointF away = pointer.pixel - press_.pixel;
  const QRectF part = QRectF(press_.place, pointer.place).normalized();
  if (std::hypot(away.x(), away.y()) < zoomDragBegins) {
    host_.zoomAt(pointer.pixel, pointer.modifiers.testFlag(Qt::AltModifier) ? 1 / step : step);
  } else if (press_.page && !part.isEmpty()) {
    host_.zoomTo(part, press_.page);
  }
  host_.updateOverlay();
}

void ZoomTool::cancel() {
  pressed_ = false;
  host_.updateOverlay();
}

bool ZoomTool::keyPress(QKeyEvent& event) {
  if (event.key() != Qt::Key_Escape) return false;
  if (pressed_) {
    cancel();
  } else {
    host_.chooseTool(QStringLiteral("select"));
  }
  return true;
}

QString ZoomTool::hint() const {
  return tr("Click to look closer, with Alt from further away. Drag around what you want to see.");
}

void ZoomTool::paintOverlay(QPainter& painter) const {
  if (!pressed_) return;
  painter.setPen(QPen(host_.theme().colours().selection, 1.5, Qt::DashLine));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(QRectF(press_.pixel, now_.pixel).normalized());
}

}  // namespace koma::ui
