// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCursor>
#include <QPointF>
#include <optional>

#include "ui/canvas/view_camera.h"

class QKeyEvent;
class QMouseEvent;
class QNativeGestureEvent;
class QWheelEvent;

namespace koma::ui {

/// Moves the camera by pointer and wheel, whatever tool is active: the wheel zooms at the pointer, a touchpad pans and
/// pinches; Space or the middle button pans, with Ctrl it zooms, with Shift it turns. Part of the page view.
class ViewNavigator {
 public:
  /// What an event was to it.
  enum class Answer { notMine, taken, moved };

  explicit ViewNavigator(ViewCamera& camera) : camera_(camera) {}

  Answer keyPress(const QKeyEvent& event);
  Answer keyRelease(const QKeyEvent& event);
  Answer press(const QMouseEvent& event);
  Answer move(const QMouseEvent& event, QPointF middle);
  Answer release(const QMouseEvent& event);
  Answer wheel(const QWheelEvent& event);
  Answer gesture(const QNativeGestureEvent& event);
  /// The view has lost the keyboard: no key is held any more.
  void letGo();

  /// The pointer's shape while the tool has to wait; nothing otherwise.
  [[nodiscard]] std::optional<QCursor> cursor() const;

 private:
  enum class Motion { none, pan, zoom, turn };
  [[nodiscard]] static Motion motionFor(Qt::KeyboardModifiers modifiers);

  ViewCamera& camera_;
  bool spaceHeld_ = false;
  Qt::KeyboardModifiers modifiers_;
  Motion motion_ = Motion::none;
  Qt::MouseButton button_ = Qt::NoButton;
  QPointF pressed_, last_;
};

}  // namespace koma::ui
