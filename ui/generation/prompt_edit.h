// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPlainTextEdit>

namespace koma::ui {

/// Some lines of words for the model. What is typed is told at once; Ctrl+Enter asks for the picture from inside. The
/// text's history is the document's.
class PromptEdit : public QPlainTextEdit {
  Q_OBJECT
 public:
  /// Shows `lines` lines; longer texts scroll.
  explicit PromptEdit(int lines, QWidget* parent = nullptr);

  /// The document's text. Cursor and unfinished input stay when nothing is different.
  void setDocumentText(const QString& text);

 signals:
  void edited(const QString& text);
  /// `first`: before everything that waits (with Shift).
  void drawRequested(bool first);
  void left();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void fit();
  int lines_;
};

}  // namespace koma::ui
