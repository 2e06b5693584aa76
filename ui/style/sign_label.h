// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>
#include <QWidget>

namespace koma::ui {

class Theme;

/// An icon that stands for itself, beside words or in an empty place.
class SignLabel : public QWidget {
 public:
  /// `side` in device-independent pixels; 0 is that of buttons.
  SignLabel(const QString& name, const Theme& theme, QWidget* parent = nullptr, int side = 0);

  void setSign(const QString& name);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Theme& theme_;
  QIcon icon_;
  int side_;
};

}  // namespace koma::ui
