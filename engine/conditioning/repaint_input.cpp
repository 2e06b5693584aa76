// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/repaint_input.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"
#include "engine/tensors/pixels.h"

namespace koma::conditioning {

namespace {

/// 1 from 128 on, else 0. // [1, 1, H, W]
at::Tensor hole_of(const Image& mask) {
  return (tensors::to_tensor(to_grey(mask)) > 0).to(at::kFloat).unsqueeze(0);
}

}  // namespace

InpaintInput inpaint_input(const Image& picture, const Image& mask, int factor, bool upstream_quirks) {
  const bool fits = picture.width() == mask.width() && picture.height() == mask.height() && picture.channels() != 4 &&
                    factor > 0 && picture.width() % factor == 0 && picture.height() % factor == 0 && !picture.empty();
  if (!fits) {
    throw Error(ErrorCode::invalid_argument,
                "picture and mask of an inpainting model have one size, with sides that are whole latent cells");
  }
  const at::Tensor hole = hole_of(mask);
  const at::Tensor blanked = tensors::to_tensor(picture).unsqueeze(0) * (1 - hole);
  if (upstream_quirks) return {upstream_latent_mask(mask, factor), blanked};
  return {at::max_pool2d(hole, {factor, factor}), blanked};
}

at::Tensor upstream_latent_mask(const Image& mask, int factor) {
  return at::upsample_nearest2d(hole_of(mask), {mask.height() / factor, mask.width() / factor});
}

}  // namespace koma::conditioning
