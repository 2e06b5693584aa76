// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/prompt_edit.h"

#include <QKeyEvent>
#include <QSignalBlocker>
#include <QTextBlock>

#include "ui/style/field_manners.h"
#include "ui/style/theme.h"

namespace koma::ui {

PromptEdit::PromptEdit(int lines, QWidget* parent) : QPlainTextEdit(parent), lines_(lines) {
  setTabChangesFocus(true);
  setUndoRedoEnabled(false);
  leaveUndoToDocument(this);
  fit();
  connect(this, &QPlainTextEdit::textChanged, this, [this] { emit edited(toPlainText()); });
}

void PromptEdit::fit() {
  const int frame = 2 * (frameWidth() + int(document()->documentMargin()) + space::tight);
  setFixedHeight(lines_ * fontMetrics().lineSpacing() + frame);
}

void PromptEdit::setDocumentText(const QString& text) {
  if (toPlainText() == text) return;
  const QSignalBlocker quiet(this);
  const int place = textCursor().position();
  setPlainText(text);
  QTextCursor cursor = textCursor();
  cursor.setPosition(std::min(place, int(text.size())));
  setTextCursor(cursor);
}

void PromptEdit::keyPressEvent(QKeyEvent* event) {
  const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (enter && event->modifiers().testFlag(Qt::ControlModifier)) {
    emit drawRequested(event->modifiers().testFlag(Qt::ShiftModifier));
    return;
  }
  QPlainTextEdit::keyPressEvent(event);
}

void PromptEdit::focusOutEvent(QFocusEvent* event) {
  QPlainTextEdit::focusOutEvent(event);
  emit left();
}

void PromptEdit::changeEvent(QEvent* event) {
  QPlainTextEdit::changeEvent(event);
  if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fit();
}

}  // namespace koma::ui
