// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/base/image.h"
#include "engine/pipelines/panel_size.h"

namespace koma::pipelines {

/// What the last step of a panel is.
struct PictureFinish {
  PanelSize size;
  bool ink = false;
};

/// The autoencoder's output as pixels, inked or not, scaled so that the drawing covers the panel's size, and cut to it.
/// decoded [1, C, H, W], C 1 or 3, about −1…1 → width × height picture
[[nodiscard]] Image picture_finish(const at::Tensor& decoded, const PictureFinish& finish);

}  // namespace koma::pipelines
