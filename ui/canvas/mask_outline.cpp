// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/mask_outline.h"

#include <QRectF>

namespace koma::ui {

MaskShape next(MaskShape shape) noexcept {
  switch (shape) {
    case MaskShape::brush:
      return MaskShape::lasso;
    case MaskShape::lasso:
      return MaskShape::rectangle;
    case MaskShape::rectangle:
      break;
  }
  return MaskShape::brush;
}

void MaskOutline::begin(MaskShape shape, QPointF place) {
  shape_ = shape;
  places_ = {place};
}

void MaskOutline::extend(QPointF place) {
  if (shape_ == MaskShape::rectangle) places_.resize(1);
  places_.push_back(place);
}

QPainterPath MaskOutline::path() const {
  QPainterPath path;
  if (places_.empty()) return path;
  if (shape_ == MaskShape::rectangle) {
    path.addRect(QRectF(places_.front(), places_.back()).normalized());
    return path;
  }
  path.moveTo(places_.front());
  for (const QPointF& place : places_) path.lineTo(place);
  path.closeSubpath();
  path.setFillRule(Qt::WindingFill);  // where a lasso crosses itself it still means what it goes around
  return path;
}

}  // namespace koma::ui
