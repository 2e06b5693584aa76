// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>
#include <functional>
#include <map>

#include "engine/manga/conversation.h"

class QComboBox;
class QPushButton;
class QToolButton;

namespace koma::ui {

class QuestionEdit;
class Theme;

/// What can be asked at the moment.
struct AskState {
  bool person = false;                               ///< it is about somebody, not about a panel
  bool running = false;                              ///< an answer is on its way
  bool spoken = false;                               ///< there is a conversation to be deleted
  std::function<QString(manga::TurnKind)> obstacle;  ///< why this cannot be asked; empty when it can
};

/// The field for the author's words, with buttons for what is asked often, and below it who is asked. Owned
/// by the assistant's dock.
class AskBar : public QWidget {
  Q_OBJECT
 public:
  /// `model`: who is asked; it gets its place here.
  AskBar(QComboBox* model, const Theme& theme, QWidget* parent = nullptr);

  void show(const AskState& state);
  using QWidget::show;
  /// Without blanks around them.
  [[nodiscard]] QString words() const;
  [[nodiscard]] QuestionEdit* question() const noexcept { return question_; }
  [[nodiscard]] QPushButton* sendButton() const noexcept { return send_; }
  [[nodiscard]] QPushButton* stopButton() const noexcept { return stop_; }
  [[nodiscard]] QToolButton* clearButton() const noexcept { return clear_; }
  /// Null for a plain question.
  [[nodiscard]] QPushButton* quickAction(manga::TurnKind kind) const;

 signals:
  void asked(koma::manga::TurnKind kind);
  void stopWanted();
  void clearWanted();

 private:
  [[nodiscard]] QWidget* makeActions();
  [[nodiscard]] QWidget* makeFoot(QComboBox* model, const Theme& theme);

  std::map<manga::TurnKind, QPushButton*> quick_;
  bool possible_ = false;  ///< to ask, if there are words
  QuestionEdit* question_;
  QPushButton *send_, *stop_;
  QToolButton* clear_;
};

/// Whether it is asked of panels only.
[[nodiscard]] bool isOfPanels(manga::TurnKind kind);

}  // namespace koma::ui
