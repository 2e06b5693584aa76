// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QRectF>

#include "engine/manga/ids.h"

class QPainter;

namespace koma::ui {

class Theme;

/// A panel that is being drawn: its newest estimate and how far it is. The panel item paints the picture itself; this
/// knows whether the newest one has reached the screen, and paints the badge with step and time left. Owned by the
/// scene, whether or not the panel's page is shown.
class PreviewItem {
 public:
  /// `secondsLeft` below 0: not known. A null image keeps the one before.
  void offer(const QImage& image, int step, int steps, double secondsLeft);
  [[nodiscard]] const QImage& image() const noexcept { return image_; }
  /// True once for every picture, when `shown` says that it is on the screen.
  [[nodiscard]] bool takePainted(bool shown);

  [[nodiscard]] QString text() const;
  /// In the lower left corner of what is seen of the panel; `panel` in view pixels, as is the painter.
  void paintBadge(QPainter& painter, const QRectF& panel, const Theme& theme) const;

 private:
  QImage image_;
  int step_ = 0, steps_ = 0;
  double secondsLeft_ = -1;
  bool waiting_ = false;
};

}  // namespace koma::ui
