// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/base/image.h"
#include "engine/models/model_set.h"
#include "engine/tensors/noise.h"

namespace koma::pipelines {

/// A picture as the autoencoder of a set sees it. // → [1, 1 or 3, H, W] in −1…1, float32 on the CPU
[[nodiscard]] at::Tensor pixels_of(const Image& picture, const models::ModelSet& set);

/// Pixels as clean latents in the denoiser's scale: the posterior's mode, or with `draw` a sample of it, which takes
/// one field of standard noise. // [1, C, H, W] in −1…1 → [1, 4, h, w] float32 on the set's device
/// Needs Stage::autoencoder.
[[nodiscard]] at::Tensor encoded_latents(const models::ModelSet& set, const at::Tensor& pixels,
                                         tensors::NoiseStream* draw = nullptr);

/// What the autoencoder makes of latents. When it gives what is no number (float16), it is loaded and asked again in
/// float32; `tiled` decodes overlapping parts, which takes less memory.
/// latents in the denoiser's scale [1, 4, h, w] → [1, C, H, W] on the CPU, about −1…1. Needs Stage::autoencoder.
[[nodiscard]] at::Tensor decoded_latents(models::ModelSet& set, const at::Tensor& latents, bool tiled = false);

}  // namespace koma::pipelines
