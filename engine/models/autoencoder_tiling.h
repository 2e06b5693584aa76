// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/models/autoencoder_kl.h"

namespace koma::models {

/// Sides of a tile in latent cells. The overlap is blended linearly, so that no edge shows.
struct Tiling {
  std::int64_t tile = 64, overlap = 16;
};

/// `vae.decode(latent)` tile by tile: memory grows with the tile, not with the picture. Norms see a tile instead of the
/// picture, so the result differs a little from the whole decode (diffusers' tiled VAE differs likewise).
/// latent [B, c, h, w] → [B, out_channels, f·h, f·w] float32 on the CPU. A latent no larger than a tile is decoded
/// whole.
[[nodiscard]] at::Tensor decode_tiled(const AutoencoderKL& vae, const at::Tensor& latent, const Tiling& tiling = {});

}  // namespace koma::models
