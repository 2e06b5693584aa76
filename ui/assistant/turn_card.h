// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>

#include "engine/manga/conversation.h"
#include "ui/assistant/card.h"

class QLabel;
class QPushButton;

namespace koma::ui {

class PictureLibrary;

/// What a card needs to know of the subject as it is now.
struct TurnContext {
  QString words;            ///< the panel's prompt, or the person's description
  QString leftOut;          ///< the panel's negative prompt
  QRectF part{0, 0, 1, 1};  ///< of the picture that the frame shows, in 0…1
  bool person = false;
  friend bool operator==(const TurnContext&, const TurnContext&) = default;
};

/// One question with its answer: words, the picture with what they point at, and what is proposed as a difference, to
/// be accepted or dismissed. Owned by the conversation.
class TurnCard : public Card {
  Q_OBJECT
 public:
  TurnCard(manga::Turn turn, TurnContext context, PictureLibrary& pictures, const Theme& theme,
           QWidget* parent = nullptr);

  [[nodiscard]] const manga::Turn& turn() const noexcept { return turn_; }
  [[nodiscard]] const TurnContext& context() const noexcept { return context_; }
  [[nodiscard]] QLabel* answer() const noexcept { return answer_; }
  /// What is proposed; null where nothing is.
  [[nodiscard]] QLabel* difference() const noexcept { return difference_; }
  /// Null once the proposal is settled.
  [[nodiscard]] QPushButton* acceptButton() const noexcept { return accept_; }
  [[nodiscard]] QPushButton* dismissButton() const noexcept { return dismiss_; }

 signals:
  void accepted();
  void dismissed();

 private:
  QLabel* addText(const QString& text, bool quiet = false);
  void addQuestion();
  void addProposal();
  void addButtons();
  void restyle();

  manga::Turn turn_;
  TurnContext context_;
  QLabel *question_ = nullptr, *answer_ = nullptr, *difference_ = nullptr, *leftOut_ = nullptr;
  QPushButton *accept_ = nullptr, *dismiss_ = nullptr;
};

}  // namespace koma::ui
