// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDropEvent>
#include <QInputMethodEvent>
#include <QMimeData>
#include <QtTest>

#include "ui/canvas/page_view.h"
#include "ui/shell/main_window.h"

namespace koma::test {

/// A hand at the real window: presses keys and drags the mouse over places of the page in mm.
class StudioHand {
 public:
  explicit StudioHand(ui::MainWindow& window) : window_(window), view_(window.canvas()) {}

  [[nodiscard]] const manga::Page& page() const {
    return *manga::find_page(window_.document().project(), window_.selection().page());
  }
  [[nodiscard]] QPoint pixel(double x, double y) const {
    return view_.pageToView(window_.selection().page()).map(QPointF(x, y)).toPoint();
  }
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    view_.setFocus();
    QTest::keyClick(&view_, key, modifiers);
  }
  void press(double x, double y) { QTest::mousePress(&view_, Qt::LeftButton, {}, pixel(x, y)); }
  void moveTo(double x, double y) { QTest::mouseMove(&view_, pixel(x, y)); }
  void release(double x, double y) { QTest::mouseRelease(&view_, Qt::LeftButton, {}, pixel(x, y)); }
  void click(double x, double y) {
    press(x, y);
    release(x, y);
  }
  void drag(QPointF from, QPointF to) {
    constexpr int moves = 4;
    press(from.x(), from.y());
    for (int i = 1; i <= moves; ++i) {
      const QPointF at = from + (to - from) * i / moves;
      moveTo(at.x(), at.y());
    }
    release(to.x(), to.y());
  }
  /// What a drag from another window or dock brings.
  static void drop(QWidget& target, const QPoint& place, const QMimeData& data,
                   Qt::DropAction action = Qt::CopyAction) {
    QDragEnterEvent enter(place, action, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&target, &enter);
    QDragMoveEvent move(place, action, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&target, &move);
    QDropEvent drop(QPointF(place), action, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&target, &drop);
  }
  /// Composes a text and takes it over, as an input method does.
  void compose(const QString& preedit, const QString& commit) {
    QInputMethodEvent composing(preedit, {});
    QCoreApplication::sendEvent(&view_, &composing);
    QInputMethodEvent done;
    done.setCommitString(commit);
    QCoreApplication::sendEvent(&view_, &done);
  }

 private:
  ui::MainWindow& window_;
  ui::PageView& view_;
};

}  // namespace koma::test
