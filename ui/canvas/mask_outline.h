// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPainterPath>
#include <QPointF>
#include <vector>

namespace koma::ui {

/// What a drag of the mask tool paints: a stroke, or the inside of a shape.
enum class MaskShape { brush, lasso, rectangle };
/// The one after it, and after the last the first.
[[nodiscard]] MaskShape next(MaskShape shape) noexcept;

/// A lasso or rectangle while it is drawn, in mm of the page.
class MaskOutline {
 public:
  void begin(MaskShape shape, QPointF place);
  void extend(QPointF place);
  /// Closed; empty before `begin`.
  [[nodiscard]] QPainterPath path() const;

 private:
  MaskShape shape_ = MaskShape::lasso;
  std::vector<QPointF> places_;
};

}  // namespace koma::ui
