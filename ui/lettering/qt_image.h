// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>

#include "engine/base/image.h"

namespace koma::lettering {

/// The same pixels as a QImage (grey, RGB or RGBA with straight alpha), shared, not copied. An empty image gives a null
/// one.
[[nodiscard]] QImage toQImage(const Image& image);

/// Copies a picture: one channel from Format_Grayscale8, else RGB; alpha is dropped.
[[nodiscard]] Image toImage(const QImage& picture);

}  // namespace koma::lettering
