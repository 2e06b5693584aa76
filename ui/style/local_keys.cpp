// SPDX-License-Identifier: Apache-2.0
#include "ui/style/local_keys.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

namespace koma::ui {

LocalKeys::LocalKeys(QWidget* widget) : QObject(widget), widget_(widget) {
  widget->installEventFilter(this);
}

void LocalKeys::add(QAction* action, const QKeySequence& shortcut) {
  action->setShortcut(shortcut);
  action->setShortcutContext(Qt::WidgetShortcut);
  action->setToolTip(QStringLiteral("%1 (%2)").arg(action->toolTip(), shortcut.toString(QKeySequence::NativeText)));
  widget_->addAction(action);
}

bool LocalKeys::eventFilter(QObject* watched, QEvent* event) {
  if (watched != widget_ || (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress)) {
    return QObject::eventFilter(watched, event);
  }
  // Return in an editor inside of the widget ends that editor, no more.
  const QWidget* focus = QApplication::focusWidget();
  if (focus && focus != widget_ && widget_->isAncestorOf(focus)) return false;
  const auto* key = static_cast<QKeyEvent*>(event);
  // The number pad's Enter is Enter.
  const auto modifiers = key->modifiers() & ~Qt::KeypadModifier;
  const QKeySequence pressed(QKeyCombination(modifiers, Qt::Key(key->key())));
  for (QAction* action : widget_->actions()) {
    if (action->shortcut().isEmpty() || action->shortcut() != pressed) continue;
    event->accept();
    if (event->type() == QEvent::KeyPress) action->trigger();
    return true;
  }
  return false;
}

}  // namespace koma::ui
