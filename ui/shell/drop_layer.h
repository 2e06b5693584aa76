// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace koma::ui {

class Theme;

/// Lies over a window while something that can be opened is dragged across it.
class DropLayer : public QWidget {
  Q_OBJECT
 public:
  explicit DropLayer(const Theme& theme, QWidget* parent);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Theme& theme_;
};

}  // namespace koma::ui
