// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>

#include "ui/style/notices.h"

class QLabel;
class QToolButton;

namespace koma::ui {

class Theme;

/// One notice: what it is, its remedy, its details folded away, and a way to dismiss it.
class NoticeCard : public QFrame {
  Q_OBJECT
 public:
  NoticeCard(Notice notice, const Theme& theme, QWidget* parent = nullptr);

  [[nodiscard]] const QString& key() const noexcept { return notice_.key; }

 signals:
  void dismissed();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void addSign();
  void addWords();
  void addButtons();
  void showDetails(bool shown);
  void announce();
  [[nodiscard]] QColor colour() const;

  Notice notice_;
  const Theme& theme_;
  QLabel* details_ = nullptr;
  QToolButton* fold_ = nullptr;
};

}  // namespace koma::ui
