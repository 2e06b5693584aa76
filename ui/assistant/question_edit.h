// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPlainTextEdit>

namespace koma::ui {

/// Where the author writes to the assistant: Ctrl+Enter sends, Up in an empty field brings earlier questions back, the
/// newest first. Owned by the assistant's dock.
class QuestionEdit : public QPlainTextEdit {
  Q_OBJECT
 public:
  explicit QuestionEdit(QWidget* parent = nullptr);

  /// How many are seen at once; more scroll.
  void setLines(int lines);
  /// What can be brought back, the newest last.
  void setEarlier(const QStringList& questions);

 signals:
  void sent();

 protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void fit();
  bool recall(int step);

  int lines_ = 2;
  QStringList earlier_;
  qsizetype at_ = 0;  ///< of what is shown; the number of questions when it is none of them
};

}  // namespace koma::ui
