// SPDX-License-Identifier: Apache-2.0
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QTabletEvent>
#include <QWheelEvent>
#include <utility>

#include "ui/canvas/page_view.h"
#include "ui/canvas/ruler.h"
#include "ui/document/document.h"
#include "ui/document/qt_values.h"
#include "ui/style/theme.h"

namespace koma::ui {

void PageView::setTool(Tool* tool) {
  if (tool == tool_) return;
  if (tool_) {
    tool_->deactivate();
    tool_->disconnect(this);
  }
  tool_ = tool;
  pressedPage_.reset();
  setAttribute(Qt::WA_InputMethodEnabled, tool_ && tool_->takesText());
  if (tool_) {
    connect(tool_, &Tool::hintChanged, this, [this] {
      // Writing begins and ends with the tool's state; its hint changes with it.
      setAttribute(Qt::WA_InputMethodEnabled, tool_->takesText());
      emit hintChanged(tool_->hint());
    });
    connect(tool_, &Tool::cursorChanged, this, &PageView::showCursor);
    connect(tool_, &QObject::destroyed, this, [this] { tool_ = nullptr; });
    tool_->activate();
    setAttribute(Qt::WA_InputMethodEnabled, tool_->takesText());
  }
  emit hintChanged(tool_ ? tool_->hint() : QString());
  showCursor();
  update();
}

void PageView::showCursor() {
  const auto moving = navigator_.cursor();
  setCursor(moving ? *moving : tool_ ? tool_->cursor() : QCursor(Qt::ArrowCursor));
}

CanvasPointer PageView::pointerAt(QPointF pixel) const {
  CanvasPointer pointer;
  pointer.pixel = pixel;
  const QPointF desk = camera_.transform().inverted().map(pixel);
  const PageItem* page = pressedPage_ && *pressedPage_ ? scene_->page(*pressedPage_) : scene_->nearest(desk);
  if (!page) return pointer;
  pointer.place = desk - page->placed().origin;
  if (pressedPage_ ? bool(*pressedPage_) : page->placed().paper.contains(pointer.place)) pointer.page = page->id();
  return pointer;
}

CanvasPointer PageView::pointerOf(const QSinglePointEvent& event, double pressure) const {
  CanvasPointer pointer = pointerAt(event.position());
  pointer.button = event.button();
  pointer.buttons = event.buttons();
  pointer.modifiers = event.modifiers();
  pointer.pressure = pressure;
  return pointer;
}

void PageView::pressTool(const CanvasPointer& pointer, bool twice) {
  if (!tool_) return;
  if (!pressedPage_) {
    if (pointer.page && !tool_->busy()) selection_.setPage(pointer.page);
    pressedPage_ = pointer.page;
  }
  twice ? tool_->doubleClick(pointer) : tool_->press(pointer);
}

void PageView::moveTool(const CanvasPointer& pointer) {
  top_->setPointer(pointer.pixel);
  left_->setPointer(pointer.pixel);
  emit pointerMoved(pointer.page, pointer.place);
  showCancelButton(pointer.pixel);
  if (tool_) tool_->move(pointer);
}

void PageView::releaseTool(const CanvasPointer& pointer) {
  if (tool_) tool_->release(pointer);
  if (pointer.buttons == Qt::NoButton) pressedPage_.reset();
}

bool PageView::opensMenu(Qt::MouseButton button) const {
  return button == Qt::RightButton && !(tool_ && tool_->takesRightButton());
}

void PageView::mousePressEvent(QMouseEvent* event) {
  const auto answer = navigator_.press(*event);
  showCursor();
  // The right button opens the menu of what lies under it.
  if (answer != ViewNavigator::Answer::notMine || opensMenu(event->button())) return;
  pressTool(pointerOf(*event, 1), false);
}

void PageView::mouseDoubleClickEvent(QMouseEvent* event) {
  const auto answer = navigator_.press(*event);
  if (answer != ViewNavigator::Answer::notMine || opensMenu(event->button())) return;
  pressTool(pointerOf(*event, 1), true);
}

void PageView::mouseMoveEvent(QMouseEvent* event) {
  const double before = camera_.pixelsPerMm();
  const double turned = camera_.rotation();
  const auto answer = navigator_.move(*event, middle());
  if (answer == ViewNavigator::Answer::notMine) return moveTool(pointerOf(*event, 1));
  const bool zoomed = camera_.pixelsPerMm() != before, rotated = camera_.rotation() != turned;
  cameraMoved(zoomed || rotated ? Readiness::whenStill : Readiness::now);
  if (zoomed) emit zoomChanged(zoomPercent());
  if (rotated) emit rotationChanged(camera_.rotation(), camera_.mirrored());
}

void PageView::mouseReleaseEvent(QMouseEvent* event) {
  const auto answer = navigator_.release(*event);
  showCursor();
  if (answer == ViewNavigator::Answer::moved) {
    cameraMoved(Readiness::whenStill);
    emit zoomChanged(zoomPercent());
  }
  if (answer != ViewNavigator::Answer::notMine || opensMenu(event->button())) return;
  releaseTool(pointerOf(*event, 1));
}

void PageView::tabletEvent(QTabletEvent* event) {
  const CanvasPointer pointer = pointerOf(*event, event->pressure());
  // What is not the tool's comes back as a mouse event: looking around, the menu.
  const bool mine = tool_ && !navigator_.cursor() && pointer.button != Qt::RightButton &&
                    pointer.button != Qt::MiddleButton && !(pointer.buttons & (Qt::RightButton | Qt::MiddleButton));
  if (!mine) return event->ignore();
  event->accept();
  if (event->type() == QEvent::TabletPress) pressTool(pointer, false);
  if (event->type() == QEvent::TabletMove) moveTool(pointer);
  if (event->type() == QEvent::TabletRelease) releaseTool(pointer);
}

void PageView::wheelEvent(QWheelEvent* event) {
  const double before = camera_.pixelsPerMm();
  navigator_.wheel(*event);
  event->accept();
  const bool zoomed = camera_.pixelsPerMm() != before;
  cameraMoved(zoomed ? Readiness::whenStill : Readiness::now);
  if (zoomed) emit zoomChanged(zoomPercent());
}

void PageView::leaveEvent(QEvent*) {
  top_->setPointer({});
  left_->setPointer({});
  showCancelButton({});
  emit pointerLeft();
}

bool PageView::event(QEvent* event) {
  switch (event->type()) {
    case QEvent::ShortcutOverride: {
      // Letters belong to the text that is being written, not to the window's shortcuts.
      const auto* key = static_cast<QKeyEvent*>(event);
      const bool letter = !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
      if (tool_ && tool_->takesText() && letter && key->key() < Qt::Key_F1) event->accept();
      break;
    }
    case QEvent::NativeGesture:
      if (navigator_.gesture(*static_cast<QNativeGestureEvent*>(event)) == ViewNavigator::Answer::moved) {
        cameraMoved(Readiness::whenStill);
        emit zoomChanged(zoomPercent());
        return true;
      }
      break;
    default:
      break;
  }
  return QWidget::event(event);
}

void PageView::keyPressEvent(QKeyEvent* event) {
  if (tool_ && tool_->keyPress(*event)) return;
  if (event->key() == Qt::Key_Escape) return escape();
  const auto answer = navigator_.keyPress(*event);
  showCursor();
  if (answer != ViewNavigator::Answer::notMine || viewKey(*event)) return;
  QWidget::keyPressEvent(event);
}

void PageView::keyReleaseEvent(QKeyEvent* event) {
  if (tool_ && tool_->keyRelease(*event)) return;
  const auto answer = navigator_.keyRelease(*event);
  showCursor();
  if (answer == ViewNavigator::Answer::notMine) QWidget::keyReleaseEvent(event);
}

bool PageView::viewKey(const QKeyEvent& event) {
  struct Key {
    Qt::KeyboardModifiers modifiers;
    int key;
    void (PageView::*slot)();
  };
  static constexpr Key keys[] = {
      {Qt::ControlModifier, Qt::Key_Plus, &PageView::zoomIn},
      {Qt::ControlModifier, Qt::Key_Equal, &PageView::zoomIn},
      {Qt::ControlModifier, Qt::Key_Minus, &PageView::zoomOut},
      {Qt::ControlModifier, Qt::Key_0, &PageView::fitPage},
      {Qt::ControlModifier, Qt::Key_1, &PageView::zoomToTrueSize},
      {Qt::ControlModifier, Qt::Key_2, &PageView::fitPanel},
      {Qt::ControlModifier, Qt::Key_3, &PageView::fitSpread},
      {Qt::NoModifier, Qt::Key_Minus, &PageView::turnLeft},
      {Qt::NoModifier, Qt::Key_AsciiCircum, &PageView::turnRight},
      {Qt::NoModifier, Qt::Key_5, &PageView::resetRotation},
      {Qt::NoModifier, Qt::Key_M, &PageView::mirror},
  };
  // Which key needs Shift for a plus or a circumflex depends on the keyboard.
  const auto modifiers = event.modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier);
  for (const Key& key : keys) {
    if (event.key() != key.key || modifiers != key.modifiers) continue;
    (this->*key.slot)();
    return true;
  }
  return false;
}

void PageView::escape() {
  if (tool_ && tool_->busy()) {
    tool_->cancel();
    pressedPage_.reset();
  } else if (!selection_.empty()) {
    selection_.clear();
  } else {
    emit escapePressed();
  }
}

void PageView::focusOutEvent(QFocusEvent* event) {
  navigator_.letGo();
  showCursor();
  QWidget::focusOutEvent(event);
}

void PageView::inputMethodEvent(QInputMethodEvent* event) {
  if (tool_ && tool_->takesText()) {
    tool_->inputMethod(*event);
    event->accept();
  } else {
    QWidget::inputMethodEvent(event);
  }
}

QVariant PageView::inputMethodQuery(Qt::InputMethodQuery query) const {
  if (tool_ && tool_->takesText() && query != Qt::ImEnabled) {
    const QVariant answer = tool_->inputMethodQuery(query);
    if (answer.isValid()) return answer;
  }
  return QWidget::inputMethodQuery(query);
}

}  // namespace koma::ui
