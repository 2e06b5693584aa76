// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTransform>
#include <QWidget>
#include <optional>

namespace koma::ui {

class Theme;

/// A scale in mm along the upper or left edge of the canvas. Zero is the corner of the current page's trim; the scale
/// follows whichever side of the page lies closer to its direction, so that it stays right when the view is mirrored or
/// turned by quarters. Owned by the page view.
class Ruler : public QWidget {
  Q_OBJECT
 public:
  static constexpr int thickness = 20;
  static constexpr int textPixels = 10;

  Ruler(Qt::Orientation orientation, const Theme& theme, QWidget* parent);

  /// From mm on the current page to pixels of the view that the ruler lies on.
  void setTransform(const QTransform& pageToView);
  /// Marks the pointer, in pixels of the view; nothing takes the mark away.
  void setPointer(std::optional<QPointF> pixel);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Scale {
    double zero = 0;   ///< pixel along the ruler
    double perMm = 1;  ///< pixels per mm; negative when it counts backwards
  };
  [[nodiscard]] Scale scale() const;
  [[nodiscard]] double along(QPointF pixel) const;
  void paintTicks(QPainter& painter) const;
  void paintTick(QPainter& painter, double pixel, double length, const QString& label) const;

  Qt::Orientation orientation_;
  const Theme& theme_;
  QTransform pageToView_;
  std::optional<QPointF> pointer_;
};

}  // namespace koma::ui
