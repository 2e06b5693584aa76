// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/view_navigator.h"

#include <QKeyEvent>
#include <QLineF>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QWheelEvent>
#include <cmath>

namespace koma::ui {
namespace {

constexpr double notch = 1.2;       // zoom by one notch of a wheel, 120 eighths of a degree
constexpr double perPixel = 1.008;  // zoom by a pixel of a drag
constexpr double clickReach = 4;    // pixels: less is no drag

}  // namespace

ViewNavigator::Motion ViewNavigator::motionFor(Qt::KeyboardModifiers modifiers) {
  if (modifiers.testFlag(Qt::ControlModifier)) return Motion::zoom;
  return modifiers.testFlag(Qt::ShiftModifier) ? Motion::turn : Motion::pan;
}

ViewNavigator::Answer ViewNavigator::keyPress(const QKeyEvent& event) {
  modifiers_ = event.modifiers();
  if (event.key() == Qt::Key_Control) modifiers_ |= Qt::ControlModifier;
  if (event.key() == Qt::Key_Shift) modifiers_ |= Qt::ShiftModifier;
  if (event.key() != Qt::Key_Space) return Answer::notMine;
  spaceHeld_ = true;
  return Answer::taken;
}

ViewNavigator::Answer ViewNavigator::keyRelease(const QKeyEvent& event) {
  modifiers_ = event.modifiers();
  if (event.key() == Qt::Key_Control) modifiers_ &= ~Qt::KeyboardModifiers(Qt::ControlModifier);
  if (event.key() == Qt::Key_Shift) modifiers_ &= ~Qt::KeyboardModifiers(Qt::ShiftModifier);
  if (event.key() != Qt::Key_Space || !spaceHeld_) return Answer::notMine;
  if (!event.isAutoRepeat()) spaceHeld_ = false;
  return Answer::taken;
}

void ViewNavigator::letGo() {
  spaceHeld_ = false;
  motion_ = Motion::none;
}

ViewNavigator::Answer ViewNavigator::press(const QMouseEvent& event) {
  if (motion_ != Motion::none) return Answer::taken;
  const bool mine = event.button() == Qt::MiddleButton || (spaceHeld_ && event.button() == Qt::LeftButton);
  if (!mine) return Answer::notMine;
  motion_ = motionFor(event.modifiers());
  button_ = event.button();
  pressed_ = last_ = event.position();
  return Answer::taken;
}

ViewNavigator::Answer ViewNavigator::move(const QMouseEvent& event, QPointF middle) {
  if (motion_ == Motion::none) return Answer::notMine;
  const QPointF step = event.position() - last_;
  if (motion_ == Motion::pan) camera_.panBy(step);
  if (motion_ == Motion::zoom) camera_.zoomAt(pressed_, std::pow(perPixel, step.x() - step.y()));
  if (motion_ == Motion::turn) {
    const QLineF before(middle, last_), now(middle, event.position());
    if (before.length() > 1 && now.length() > 1) camera_.turnAt(middle, now.angleTo(before));
  }
  last_ = event.position();
  return Answer::moved;
}

ViewNavigator::Answer ViewNavigator::release(const QMouseEvent& event) {
  if (motion_ == Motion::none) return Answer::notMine;
  if (event.button() != button_) return Answer::taken;
  const bool clicked = QLineF(pressed_, event.position()).length() < clickReach;
  const bool zoomed = motion_ == Motion::zoom && clicked;
  if (zoomed) camera_.zoomAt(pressed_, event.modifiers().testFlag(Qt::AltModifier) ? 0.5 : 2);
  motion_ = Motion::none;
  return zoomed ? Answer::moved : Answer::taken;
}

ViewNavigator::Answer ViewNavigator::wheel(const QWheelEvent& event) {
  const bool touchpad = !event.pixelDelta().isNull() && event.phase() != Qt::NoScrollPhase;
  if (touchpad && !event.modifiers().testFlag(Qt::ControlModifier)) {
    camera_.panBy(event.pixelDelta());
    return Answer::moved;
  }
  const QPoint turn = event.angleDelta();
  if (event.modifiers().testFlag(Qt::ShiftModifier) && !touchpad) {
    // Some systems turn the wheel's axis themselves while Shift is held.
    camera_.panBy(QPointF(turn.x() != 0 ? turn.x() : turn.y(), 0));
    return Answer::moved;
  }
  if (turn.y() != 0) camera_.zoomAt(event.position(), std::pow(notch, turn.y() / 120.0));
  if (turn.x() != 0 && turn.y() == 0) camera_.panBy(QPointF(turn.x(), 0));
  return Answer::moved;
}

ViewNavigator::Answer ViewNavigator::gesture(const QNativeGestureEvent& event) {
  if (event.gestureType() == Qt::ZoomNativeGesture) {
    camera_.zoomAt(event.position(), 1 + event.value());
  } else if (event.gestureType() == Qt::RotateNativeGesture) {
    camera_.turnAt(event.position(), event.value());
  } else {
    return Answer::notMine;
  }
  return Answer::moved;
}

std::optional<QCursor> ViewNavigator::cursor() const {
  const Motion motion = motion_ != Motion::none ? motion_ : spaceHeld_ ? motionFor(modifiers_) : Motion::none;
  switch (motion) {
    case Motion::pan:
      return QCursor(motion_ == Motion::pan ? Qt::ClosedHandCursor : Qt::OpenHandCursor);
    case Motion::zoom:
      return QCursor(Qt::SizeVerCursor);
    case Motion::turn:
      return QCursor(Qt::CrossCursor);
    default:
      return {};
  }
}

}  // namespace koma::ui
