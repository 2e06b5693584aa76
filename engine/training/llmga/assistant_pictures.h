// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/base/image.h"
#include "engine/models/clip_vision_model.h"

namespace koma::training {

/// How a training picture becomes a square of 512 pixels before CLIP's own preparation (specs/llmga.md 1.2).
enum class PictureFit {
  squash,  ///< its sides are scaled apart: LLMGA's own data
  crop,    ///< the shorter side is scaled, the middle is cut out: pictures from the web
};

/// A picture as the vision model gets it: squared by Lanczos' filter, then CLIP's size and colours; for a model of one
/// channel (mini's encoder) grey in −1…1. // → [channels, side, side]
[[nodiscard]] at::Tensor assistant_pixels(const Image& picture, const models::ClipVisionConfig& vision, PictureFit fit);

}  // namespace koma::training
