// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QImage>
#include <QRectF>

#include "engine/base/image.h"

/// What is done to the pixels of a mask: grey, white is repainted.
namespace koma::ui {

/// In pixels, for a frame in mm.
[[nodiscard]] QSize maskSizeFor(const QRectF& frame);
/// A colour as dense as the mask is white, so that the drawing is seen through it.
[[nodiscard]] QImage tinted(const QImage& mask, QColor tint);
/// The mask as an engine will soften it: full inside, fading outside over `share` (0…1) of its longer side. Smaller
/// than the mask; for showing only.
[[nodiscard]] QImage softened(const QImage& mask, double share);
[[nodiscard]] bool isBlank(const QImage& mask);
[[nodiscard]] Image imageOf(const QImage& mask);

}  // namespace koma::ui
