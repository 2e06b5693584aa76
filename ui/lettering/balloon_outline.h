// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <cstdint>
#include <vector>

#include "ui/lettering/text_setter.h"

namespace koma::lettering {

enum class BodyShape { ellipse, rounded, box, burst };

/// A pointed tail from the body to `tip`.
struct TailShape {
  QPointF tip;
  double width = 0;  ///< of its root in mm; 0 lets the body's size decide
  double bend = 0;   ///< −1 … 1: sideways bulge as a share of its length; 0 is straight

  friend bool operator==(const TailShape&, const TailShape&) = default;
};

/// What a balloon's outline is made of, in mm. Bodies reach exactly to `bounds`; tails reach beyond.
struct BodyOutline {
  BodyShape shape = BodyShape::ellipse;
  QRectF bounds;
  std::vector<TailShape> tails;
  std::uint64_t seed = 0;  ///< of a burst's irregular spikes: the same seed gives the same spikes
};

/// Body and tails as one closed path, to be filled and stroked once (lettering 11.3). Bodies are star-shaped around
/// their middle, so tails are spliced in instead of united: no slivers. A tail whose tip lies inside the body is left
/// out. Empty bounds give an empty path.
[[nodiscard]] QPainterPath balloonOutline(const BodyOutline& balloon);

/// Where text may stand in such a body, with the padding of TextLook still to be taken off.
[[nodiscard]] TextArea textArea(const BodyOutline& balloon);

}  // namespace koma::lettering
