// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>

namespace koma::ui {

class Theme;

/// A small sentence that explains what stands beside it. Wraps, shows plain text, follows the theme.
class QuietLabel : public QLabel {
  Q_OBJECT
 public:
  explicit QuietLabel(const Theme& theme, QWidget* parent = nullptr) : QuietLabel({}, theme, parent) {}
  QuietLabel(const QString& text, const Theme& theme, QWidget* parent = nullptr);

 private:
  void restyle();
  const Theme& theme_;
};

}  // namespace koma::ui
