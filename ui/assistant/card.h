// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QVBoxLayout>

namespace koma::ui {

class Theme;

/// A raised plate with round corners that holds a column of things.
class Card : public QFrame {
 public:
  explicit Card(const Theme& theme, QWidget* parent = nullptr);
  /// Its outline has the colour of ours: something happens in it.
  void setLively(bool lively);

 protected:
  [[nodiscard]] QVBoxLayout& column() const noexcept { return *column_; }
  [[nodiscard]] const Theme& theme() const noexcept { return theme_; }
  void paintEvent(QPaintEvent* event) override;

 private:
  const Theme& theme_;
  bool lively_ = false;
  QVBoxLayout* column_;
};

}  // namespace koma::ui
