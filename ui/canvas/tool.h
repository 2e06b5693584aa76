// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCursor>
#include <QObject>
#include <QPointF>
#include <QVariant>
#include <Qt>

#include "engine/manga/page.h"

class QInputMethodEvent;
class QKeyEvent;
class QPainter;

namespace koma::ui {

class CanvasHost;

/// A press, move or release on the canvas, with its place on the page under it in mm. While a button is down the page
/// stays the one of the press, so that a drag may leave it.
struct CanvasPointer {
  manga::PageId page;  ///< zero: on the pasteboard
  QPointF place;       ///< mm on that page, origin at its trim; on the pasteboard of the nearest page
  QPointF pixel;       ///< in the view
  Qt::MouseButton button = Qt::NoButton;
  Qt::MouseButtons buttons;
  Qt::KeyboardModifiers modifiers;
  double pressure = 1;  ///< of a pen, 0…1
};

/// What the pointer does on the canvas. One is active at a time; it keeps its unfinished drag to itself, shows it as a
/// draft through the host, and makes at most one edit of the document when the drag ends. Esc restores everything.
class Tool : public QObject {
  Q_OBJECT
 public:
  explicit Tool(CanvasHost& host, QObject* parent = nullptr) : QObject(parent), host_(host) {}

  virtual void activate() {}
  virtual void deactivate() { cancel(); }
  virtual void press(const CanvasPointer&) {}
  virtual void move(const CanvasPointer&) {}  ///< also without a button
  virtual void release(const CanvasPointer&) {}
  virtual void doubleClick(const CanvasPointer&) {}
  /// True when the key was the tool's.
  virtual bool keyPress(QKeyEvent&) { return false; }
  virtual bool keyRelease(QKeyEvent&) { return false; }
  /// True when a key is the tool's now although the window has a shortcut for it.
  [[nodiscard]] virtual bool overridesShortcut(const QKeyEvent&) const { return busy(); }
  /// Its key was pressed once more while it is the active tool: the next of its shapes.
  virtual void again() {}
  /// True while a drag or an unfinished shape is under way; Esc then calls cancel() and goes no further.
  [[nodiscard]] virtual bool busy() const { return false; }
  virtual void cancel() {}
  /// True when the right button is the tool's and opens no menu.
  [[nodiscard]] virtual bool takesRightButton() const { return false; }
  /// Above everything, in view pixels.
  virtual void paintOverlay(QPainter&) const {}
  [[nodiscard]] virtual QCursor cursor() const { return Qt::ArrowCursor; }
  /// One line for the status bar: what a press, a drag and the modifiers do now.
  [[nodiscard]] virtual QString hint() const = 0;
  /// Writing with an input method: the text tool only.
  virtual void inputMethod(QInputMethodEvent&) {}
  [[nodiscard]] virtual QVariant inputMethodQuery(Qt::InputMethodQuery) const { return {}; }
  [[nodiscard]] virtual bool takesText() const { return false; }

 signals:
  void hintChanged();
  void cursorChanged();

 protected:
  CanvasHost& host_;
};

}  // namespace koma::ui
