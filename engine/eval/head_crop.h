// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/base/head_frame.h"
#include "engine/base/image.h"

namespace koma::eval {

/// The square of 3.8 head radii around a head and its shoulders, scaled to `judge_crop` pixels; beyond the panel the
/// edge repeats. `panel` is grey. // → [1, 64, 64] in [−1, 1]
[[nodiscard]] at::Tensor head_crop(const Image& panel, const HeadFrame& head);

/// A grey picture averaged down (or, when smaller, interpolated up) to width × height.
[[nodiscard]] Image shrink(const Image& grey, int width, int height);

/// One cell per 8 × 8 pixels: 1 where at least half of them reach `threshold`. // → [1, height / 8, width / 8]
[[nodiscard]] at::Tensor coarse_mask(const Image& mask, int threshold);

}  // namespace koma::eval
