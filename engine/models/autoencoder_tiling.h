// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>

namespace koma::models {

/// Sides of a tile in latent cells. The overlap is blended linearly, so that no edge shows.
struct Tiling {
  std::int64_t tile = 64, overlap = 16;
};

/// Latents to pixels: [B, c, h, w] → [B, C, f·h, f·w].
using Decode = std::function<at::Tensor(const at::Tensor& latent)>;

/// `decode(latent)` tile by tile: memory grows with the tile, not with the picture. Norms see a tile instead of the
/// picture, so the result differs a little from the whole decode (diffusers' tiled VAE differs likewise); what decodes
/// every cell by itself gives the same. `factor`: pixels per latent cell along a side.
/// latent [B, c, h, w] → [B, C, factor·h, factor·w] float32 on the CPU. A latent no larger than a tile is decoded
/// whole.
[[nodiscard]] at::Tensor decode_tiled(const Decode& decode, const at::Tensor& latent, std::int64_t factor,
                                      const Tiling& tiling = {});

}  // namespace koma::models
