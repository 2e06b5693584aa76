// SPDX-License-Identifier: Apache-2.0
#include "ui/assistant/question_edit.h"

#include <QKeyEvent>

#include "ui/style/theme.h"

namespace koma::ui {
namespace {

bool sends(const QKeyEvent& event) {
  const bool enter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
  return enter && (event.modifiers() & ~Qt::KeypadModifier) == Qt::ControlModifier;
}

}  // namespace

QuestionEdit::QuestionEdit(QWidget* parent) : QPlainTextEdit(parent) {
  setTabChangesFocus(true);
  fit();
}

void QuestionEdit::fit() {
  const int frame = 2 * (frameWidth() + int(document()->documentMargin()) + space::tight);
  setFixedHeight(lines_ * fontMetrics().lineSpacing() + frame);
}

void QuestionEdit::setLines(int lines) {
  lines_ = lines;
  fit();
}

void QuestionEdit::setEarlier(const QStringList& questions) {
  earlier_ = questions;
  at_ = earlier_.size();
}

bool QuestionEdit::event(QEvent* event) {
  // Elsewhere Ctrl+Enter draws the panel.
  if (event->type() == QEvent::ShortcutOverride && sends(*static_cast<QKeyEvent*>(event))) {
    event->accept();
    return true;
  }
  return QPlainTextEdit::event(event);
}

void QuestionEdit::keyPressEvent(QKeyEvent* event) {
  if (sends(*event)) {
    emit sent();
    return;
  }
  const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
  if (plain && event->key() == Qt::Key_Up && recall(-1)) return;
  if (plain && event->key() == Qt::Key_Down && recall(1)) return;
  QPlainTextEdit::keyPressEvent(event);
}

bool QuestionEdit::recall(int step) {
  const bool recalled = at_ < earlier_.size() && toPlainText() == earlier_[at_];
  if (!recalled) {
    // What is being written is not thrown away.
    if (!document()->isEmpty()) return false;
    at_ = earlier_.size();
  }
  const qsizetype to = at_ + step;
  if (to < 0 || to > earlier_.size()) return recalled;
  at_ = to;
  setPlainText(to == earlier_.size() ? QString() : earlier_[to]);
  moveCursor(QTextCursor::End);
  return true;
}

void QuestionEdit::changeEvent(QEvent* event) {
  QPlainTextEdit::changeEvent(event);
  if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fit();
}

}  // namespace koma::ui
