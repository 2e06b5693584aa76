// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QPoint>
#include <QRect>
#include <QTransform>
#include <optional>

class QPainter;

namespace koma::ui {

/// How a page lies on the device: what items need to know to paint and to have themselves painted ahead.
struct PageFrame {
  QTransform toDevice;     ///< mm on the page to device pixels
  QRect visible;           ///< the device pixels that are seen
  QRect soon;              ///< what should be ready, and
  QRect wanted;            ///< what is made ready once something is missing
  double pixelRatio = 1;   ///< device pixels per view pixel
  bool animating = false;  ///< zoom or rotation are changing right now
};

/// A thing painted ahead for one scale: a piece of the device as it was then. Copied while only the offset differs;
/// stretched without smoothing until a new one is there.
struct Sprite {
  QImage image;
  QTransform made;  ///< mm on the page to device pixels, when it was painted
  QPoint corner;    ///< of the image, in those pixels

  [[nodiscard]] bool isNull() const noexcept { return image.isNull(); }
  [[nodiscard]] QRect pixels() const { return {corner, image.size()}; }
  /// The whole pixels between then and now; nothing when zoom, rotation or mirroring differ.
  [[nodiscard]] std::optional<QPoint> shift(const QTransform& now) const;
  /// `painter` counts in device pixels. `moved` in mm: the thing has moved since.
  void paint(QPainter& painter, const QTransform& now, QPointF moved = {}) const;
};

}  // namespace koma::ui
