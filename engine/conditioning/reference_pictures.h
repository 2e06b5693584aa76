// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "engine/base/image.h"
#include "engine/models/clip_vision_model.h"
#include "engine/models/model_traits.h"
#include "engine/models/vit_mae.h"

namespace koma::conditioning {

/// The whole picture in a square of `side` pixels: scaled to fit, in the middle, white around it. Same channels.
[[nodiscard]] Image letterboxed(const Image& picture, int side);

/// Reference pictures as the CLIP encoder of this checkpoint wants them: CLIP's crop and colours, or letterboxed and
/// −1…1; as many channels as its config says. → [pictures, channels, side, side] float32
[[nodiscard]] at::Tensor reference_pixels(const std::vector<Image>& pictures, const models::ClipVisionConfig& config,
                                          const models::ReferenceFit& fit);

/// The same pictures for the Magi encoder (specs/diffsensei.md 2.3). → [pictures, 3, side, side] float32
[[nodiscard]] at::Tensor magi_reference_pixels(const std::vector<Image>& pictures, const models::VitMaeConfig& config);

}  // namespace koma::conditioning
