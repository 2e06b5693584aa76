// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QRectF>
#include <QTransform>

namespace koma::ui {

/// Where the author looks from: zoom, rotation, mirroring and offset between the desk (mm) and the view (pixels). A
/// value of the page view. Every change keeps the named pixel over the same place of the desk, to within half a pixel:
/// the offset is always a whole number of device pixels, so that ready-made pictures can be copied instead of
/// resampled.
class ViewCamera {
 public:
  static constexpr double smallest = 0.15;  ///< pixels per mm, about 4 %
  static constexpr double largest = 240;    ///< about 6400 %

  /// From mm on the desk to view pixels.
  [[nodiscard]] QTransform transform() const;
  [[nodiscard]] double pixelsPerMm() const noexcept { return scale_; }
  /// Degrees clockwise in −180…180, before mirroring.
  [[nodiscard]] double rotation() const noexcept { return rotation_; }
  [[nodiscard]] bool mirrored() const noexcept { return mirrored_; }

  /// Device pixels per view pixel.
  void setPixelRatio(double ratio);
  void panBy(QPointF pixels);
  void zoomAt(QPointF pixel, double factor);
  void setScaleAt(QPointF pixel, double pixelsPerMm);
  /// Turns what is seen clockwise by so many degrees.
  void turnAt(QPointF pixel, double degrees);
  void resetRotationAt(QPointF pixel);
  void mirrorAt(QPointF pixel);
  /// Shows a rectangle of the desk as large as it fits into a rectangle of the view; keeps rotation and mirroring.
  void fit(const QRectF& desk, const QRectF& view);
  /// Brings a place of the desk to a pixel.
  void bring(QPointF desk, QPointF pixel);

  friend bool operator==(const ViewCamera&, const ViewCamera&) = default;

 private:
  [[nodiscard]] QTransform linear() const;
  [[nodiscard]] QPointF deskAt(QPointF pixel) const { return transform().inverted().map(pixel); }

  double scale_ = 3.78;
  double rotation_ = 0;
  bool mirrored_ = false;
  double ratio_ = 1;
  QPointF offset_;
};

}  // namespace koma::ui
