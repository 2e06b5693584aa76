// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/view_camera.h"

#include <algorithm>
#include <cmath>

namespace koma::ui {

QTransform ViewCamera::linear() const {
  QTransform transform;
  transform.scale(mirrored_ ? -scale_ : scale_, scale_);
  transform.rotate(rotation_);
  return transform;
}

QTransform ViewCamera::transform() const {
  return linear() * QTransform::fromTranslate(offset_.x(), offset_.y());
}

void ViewCamera::setPixelRatio(double ratio) {
  ratio_ = ratio > 0 ? ratio : 1;
  panBy({});
}

void ViewCamera::bring(QPointF desk, QPointF pixel) {
  const QPointF offset = pixel - linear().map(desk);
  offset_ = {std::round(offset.x() * ratio_) / ratio_, std::round(offset.y() * ratio_) / ratio_};
}

void ViewCamera::panBy(QPointF pixels) {
  bring({}, offset_ + pixels);
}

void ViewCamera::zoomAt(QPointF pixel, double factor) {
  setScaleAt(pixel, scale_ * factor);
}

void ViewCamera::setScaleAt(QPointF pixel, double pixelsPerMm) {
  const QPointF desk = deskAt(pixel);
  scale_ = std::clamp(pixelsPerMm, smallest, largest);
  bring(desk, pixel);
}

void ViewCamera::turnAt(QPointF pixel, double degrees) {
  const QPointF desk = deskAt(pixel);
  rotation_ = std::remainder(rotation_ + (mirrored_ ? -degrees : degrees), 360.0);
  bring(desk, pixel);
}

void ViewCamera::resetRotationAt(QPointF pixel) {
  const QPointF desk = deskAt(pixel);
  rotation_ = 0;
  bring(desk, pixel);
}

void ViewCamera::mirrorAt(QPointF pixel) {
  const QPointF desk = deskAt(pixel);
  mirrored_ = !mirrored_;
  bring(desk, pixel);
}

void ViewCamera::fit(const QRectF& desk, const QRectF& view) {
  if (desk.isEmpty() || view.isEmpty()) return;
  const QSizeF seen = (linear() * QTransform::fromScale(1 / scale_, 1 / scale_)).mapRect(desk).size();
  scale_ = std::clamp(std::min(view.width() / seen.width(), view.height() / seen.height()), smallest, largest);
  bring(desk.center(), view.center());
}

}  // namespace koma::ui
