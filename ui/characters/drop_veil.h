// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace koma::ui {

class Theme;

/// Shows, while something is dragged, where it would land and what it would become. Lies over its parent and takes no
/// events.
class DropVeil : public QWidget {
  Q_OBJECT
 public:
  DropVeil(const Theme& theme, QWidget* parent);

  /// `zone` in the parent's coordinates.
  void showZone(const QRect& zone, const QString& caption);
  [[nodiscard]] const QString& caption() const noexcept { return caption_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const Theme& theme_;
  QString caption_;
};

}  // namespace koma::ui
