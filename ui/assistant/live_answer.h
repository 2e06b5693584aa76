// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/assistant/card.h"

class QLabel;
class QPushButton;

namespace koma::ui {

/// The answer that is being written, or why there is none. Owned by the conversation.
class LiveAnswer : public Card {
  Q_OBJECT
 public:
  explicit LiveAnswer(const Theme& theme, QWidget* parent = nullptr);

  void begin(const QString& question);
  void write(const QString& text, bool thinking);
  /// What was written does not count.
  void again(const QString& reason);
  /// With a button to ask once more.
  void fail(const QString& sentence);
  [[nodiscard]] QString text() const;
  [[nodiscard]] QPushButton* againButton() const noexcept { return again_; }

 signals:
  void againWanted();

 private:
  void show(const QString& text, bool quiet);
  using Card::show;
  void restyle();

  QString written_, thoughts_;
  bool quiet_ = false;
  QLabel *question_, *answer_;
  QPushButton* again_;
};

}  // namespace koma::ui
