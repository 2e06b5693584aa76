// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/base/image.h"

namespace koma::conditioning {

/// What a 9-channel denoiser is shown beside the latents: cat[latents, mask, encoded picture with the hole blanked].
struct InpaintInput {
  at::Tensor mask;     ///< 1 repaint, 0 keep // [1, 1, H/factor, W/factor]
  at::Tensor picture;  ///< to be encoded: −1…1, 0 (mid grey) in the hole // [1, C, H, W]
};

/// `picture` grey or RGB as the autoencoder takes it, `mask` grey of the same size, whose sides are multiples of
/// `factor`; a pixel belongs to the hole from 128 on. A latent cell is marked as soon as the hole touches it (max-pool,
/// specs/inpaint.md 3.1 and 12), else what is to go shines through from its border. With `upstream_quirks` as in
/// diffusers: by the cell's first pixel alone. Throws Error(invalid_argument) when sizes do not fit.
[[nodiscard]] InpaintInput inpaint_input(const Image& picture, const Image& mask, int factor,
                                         bool upstream_quirks = false);

/// The binary latent mask that diffusers' inpaint pipelines use: from 128 on, by each cell's first pixel.
/// // → [1, 1, H/factor, W/factor]
[[nodiscard]] at::Tensor upstream_latent_mask(const Image& mask, int factor);

}  // namespace koma::conditioning
