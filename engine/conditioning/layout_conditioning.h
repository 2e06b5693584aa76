// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "engine/base/head_frame.h"
#include "engine/models/dialog_embedding.h"
#include "engine/models/masked_image_attention.h"

namespace koma::conditioning {

/// What the denoiser hears about the panel as a whole: rows are the halves of guidance, negative first, or one row.
struct LayoutConditioning {
  at::Tensor time_ids;     // [R, 6]: height, width, 0, 0, height, width in pixels (SDXL's micro-conditioning)
  at::Tensor dialog_mask;  // [R, 1, h, w], 1 where a balloon will lie; zero in the negative row
};

struct PanelLayout {
  models::Grid latent;
  double height = 0, width = 0;  ///< pixels as the time ids tell them
  std::vector<UnitBox> dialogs;  ///< in 0…1 of the panel
  models::DialogRounding rounding;
  bool guided = true;  ///< two rows, else one
};

/// specs/diffsensei.md 3.3, 3.7 and 3.8. On the CPU in float32.
[[nodiscard]] LayoutConditioning layout_conditioning(const PanelLayout& layout);

/// Boxes as a tensor, padded with zero boxes to `places`: [places, 4] float32; surplus boxes are dropped.
[[nodiscard]] at::Tensor box_tensor(const std::vector<UnitBox>& boxes, std::int64_t places);

}  // namespace koma::conditioning
