// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace koma::ui {

class Theme;

/// What stands where there is nothing yet: an icon, a sentence that says what will be here and what to do first, and
/// perhaps a button that does it.
class EmptyState : public QWidget {
  Q_OBJECT
 public:
  /// `iconName` as in icons.h.
  EmptyState(const QString& iconName, const QString& sentence, const Theme& theme, QWidget* parent = nullptr);

  void setSentence(const QString& sentence);
  /// An empty text leaves the button out.
  void setButton(const QString& text, const QString& toolTip = {});

 signals:
  void buttonClicked();

 private:
  void restyle();

  QString iconName_;
  const Theme& theme_;
  QLabel* picture_;
  QLabel* sentence_;
  QPushButton* button_;
};

}  // namespace koma::ui
