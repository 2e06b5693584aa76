// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "engine/base/head_frame.h"
#include "engine/base/image.h"
#include "engine/models/clip_vision_model.h"
#include "engine/models/unet_config.h"
#include "engine/tensors/device.h"

namespace koma::conditioning {

/// One picture of one subject: several pictures of a subject share box and phrase (specs/msdiffusion.md 8.3).
struct SubjectPicture {
  Image picture;
  std::size_t subject = 0;  ///< whose picture it is
  UnitBox box;              ///< in 0…1 of the drawing
  double strength = 1;      ///< multiplies what is seen of it
};

/// Pictures as MS-Diffusion shows them to its encoder (specs/msdiffusion.md 4): squeezed into 512 × 512 pixels, then
/// CLIP's crop and colours. → [P, 3, side, side] float32
[[nodiscard]] at::Tensor subject_pixels(const std::vector<SubjectPicture>& pictures,
                                        const models::ClipVisionConfig& config);

/// The reach of the pictures' tokens on every level, see nn::ImageReach; undefined on levels that attend to nothing.
struct SubjectReach {
  std::vector<at::Tensor> masks, inside;
};

struct SubjectGrid {
  models::Grid latent;
  std::int64_t tokens = 16;  ///< per picture
  tensors::Placement placement;
  /// Boxes are rounded to float16 first where the denoiser computes in it, as in the reference.
  bool upstream_quirks = false;
};
[[nodiscard]] SubjectReach subject_reach(const std::vector<SubjectPicture>& pictures, const SubjectGrid& grid,
                                         const models::UNet2DConditionConfig& denoiser);

/// The strength of every token, [P · tokens] float32; undefined when all are 1.
[[nodiscard]] at::Tensor token_strength(const std::vector<SubjectPicture>& pictures, std::int64_t tokens);

}  // namespace koma::conditioning
