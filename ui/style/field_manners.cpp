// SPDX-License-Identifier: Apache-2.0
#include "ui/style/field_manners.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QWidget>
#include <algorithm>

namespace koma::ui {
namespace {

class WheelManners : public QObject {
 public:
  using QObject::QObject;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() != QEvent::Wheel || static_cast<QWidget*>(watched)->hasFocus()) return false;
    event->ignore();
    return true;
  }
};

class UndoManners : public QObject {
 public:
  using QObject::QObject;

 protected:
  bool eventFilter(QObject*, QEvent* event) override {
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress) return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    if (!key->matches(QKeySequence::Undo) && !key->matches(QKeySequence::Redo)) return false;
    event->ignore();
    return true;
  }
};

}  // namespace

void wheelOnlyWhenFocused(QWidget* field) {
  field->setFocusPolicy(Qt::StrongFocus);
  field->installEventFilter(new WheelManners(field));
}

void leaveUndoToDocument(QWidget* field) {
  field->installEventFilter(new UndoManners(field));
}

void alignLabels(const QList<QLabel*>& labels) {
  int width = 0;
  for (const QLabel* label : labels) width = std::max(width, label->sizeHint().width());
  for (QLabel* label : labels) label->setMinimumWidth(width);
}

}  // namespace koma::ui
