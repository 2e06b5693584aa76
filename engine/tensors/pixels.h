// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/base/image.h"

namespace koma::tensors {

/// 8-bit pixels as float32: 0 → −1, 255 → 1. Grey or RGB. → [channels, H, W]
[[nodiscard]] at::Tensor to_tensor(const Image& image);

/// clamp(x / 2 + 0.5, 0, 1) · 255, rounded half to even; what is not a number becomes black.
/// [1|3, H, W], any floating type and device → grey or RGB. Throws Error(invalid_argument) for another shape.
[[nodiscard]] Image to_image(const at::Tensor& tensor);

/// What CLIP's image encoder gets before normalising: the shorter edge scaled to `side` (bicubic), the middle cut out.
/// Throws Error(invalid_argument) for an empty picture or one more than 100 times as long as wide.
[[nodiscard]] Image clip_cropped(const Image& image, int side = 224);
/// What the Magi encoder gets before normalising: stretched to a square (bilinear).
[[nodiscard]] Image magi_stretched(const Image& image, int side = 224);

/// `clip_cropped` with CLIP's mean and deviation per channel; grey counts as three equal channels, alpha is dropped.
/// → float32 [3, side, side] (specs/diffsensei.md 2.3)
[[nodiscard]] at::Tensor clip_pixels(const Image& image, int side = 224);
/// `magi_stretched` with mean and deviation 0.5. → float32 [3, side, side]
[[nodiscard]] at::Tensor magi_pixels(const Image& image, int side = 224);

}  // namespace koma::tensors
