// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>
#include <vector>

#include "ui/assistant/turn_card.h"

class QVBoxLayout;

namespace koma::ui {

class LiveAnswer;
class QuietLabel;

/// What was said about a subject, the oldest on top, and at the bottom the answer that is being written. Owned by the
/// assistant's dock.
class ConversationView : public QScrollArea {
  Q_OBJECT
 public:
  ConversationView(PictureLibrary& pictures, const Theme& theme, QWidget* parent = nullptr);

  /// Cards that say the same stay where they are.
  void show(const manga::Conversation& conversation, const TurnContext& context);
  using QScrollArea::show;
  /// Where nothing has been said yet.
  void setInvitation(const QString& sentence);
  [[nodiscard]] LiveAnswer* live() const noexcept { return live_; }
  [[nodiscard]] const std::vector<TurnCard*>& cards() const noexcept { return cards_; }

 public slots:
  /// To the newest, also when it grows.
  void scrollToEnd();

 signals:
  void accepted(std::size_t turn);
  void dismissed(std::size_t turn);

 private:
  void addCard(const manga::Turn& turn, const TurnContext& context);

  PictureLibrary& pictures_;
  const Theme& theme_;
  QVBoxLayout* column_;
  QuietLabel* invitation_;
  LiveAnswer* live_;
  std::vector<TurnCard*> cards_;
  bool atEnd_ = true;  ///< the newest is to be seen
};

}  // namespace koma::ui
