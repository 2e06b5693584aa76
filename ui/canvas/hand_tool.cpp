// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/hand_tool.h"

#include <QKeyEvent>
#include <utility>

#include "ui/canvas/canvas_host.h"

namespace koma::ui {
namespace {

constexpr double keyStep = 60;  // pixels

}  // namespace

void HandTool::press(const CanvasPointer& pointer) {
  if (pointer.button != Qt::LeftButton) return;
  dragging_ = true;
  last_ = pointer.pixel;
  emit cursorChanged();
}

void HandTool::move(const CanvasPointer& pointer) {
  if (!dragging_) return;
  host_.scrollBy(pointer.pixel - last_);
  last_ = pointer.pixel;
}

void HandTool::release(const CanvasPointer& pointer) {
  if (pointer.button == Qt::LeftButton) cancel();
}

void HandTool::cancel() {
  if (!std::exchange(dragging_, false)) return;
  emit cursorChanged();
}

bool HandTool::keyPress(QKeyEvent& event) {
  if (event.modifiers() & (Qt::AltModifier | Qt::ControlModifier)) return false;
  // The arrows move the eye, so the page goes the other way.
  switch (event.key()) {
    case Qt::Key_Left:
      return host_.scrollBy({keyStep, 0}), true;
    case Qt::Key_Right:
      return host_.scrollBy({-keyStep, 0}), true;
    case Qt::Key_Up:
      return host_.scrollBy({0, keyStep}), true;
    case Qt::Key_Down:
      return host_.scrollBy({0, -keyStep}), true;
    case Qt::Key_Escape:
      return host_.chooseTool(QStringLiteral("select")), true;
    default:
      return false;
  }
}

QString HandTool::hint() const {
  return tr("Drag to move the page. With every other tool Space does the same.");
}

}  // namespace koma::ui
