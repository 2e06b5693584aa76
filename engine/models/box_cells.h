// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include "engine/models/masked_image_attention.h"

namespace koma::models {

/// The cells of each box as MS-Diffusion counts them (specs/msdiffusion.md 8.1): from ⌊left · width⌋ to ⌈right ·
/// width⌉, so that a box with an area holds a cell of every grid. boxes [P, 4] as left, top, right, bottom in 0…1; the
/// products are computed in the boxes' type. → bool [P, S], row by row
[[nodiscard]] at::Tensor box_cells(const at::Tensor& boxes, const Grid& grid);

}  // namespace koma::models
