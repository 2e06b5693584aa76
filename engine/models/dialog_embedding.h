// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/nn/module.h"

namespace koma::models {

/// How the edges of dialog boxes become cells.
struct DialogRounding {
  /// Products of box and size are rounded to float16 before truncation, as upstream does in half precision.
  bool half_products = false;
  /// A negative high end counts from the other side, as a Python slice does; otherwise it marks nothing.
  bool python_slices = false;
};

/// The cells that dialog boxes cover (specs/diffsensei.md 3.7): columns int(x1·w) up to before int(x2·w), truncated
/// toward zero and clamped to the latent, rows likewise. Overlaps do not add up; zero boxes cover nothing.
/// boxes [B, N, 4] as left, top, right, bottom in 0…1 → [B, 1, height, width] float32, 1 where covered; on the CPU, or
/// with the usual rounding where the boxes lie
[[nodiscard]] at::Tensor dialog_cells(const at::Tensor& boxes, std::int64_t height, std::int64_t width,
                                      const DialogRounding& rounding = {});

/// Adds `vector` [C] to the marked cells of `hidden` [B, C, h, w]; `cells` [B, 1, h, w] as `dialog_cells` gives them.
[[nodiscard]] at::Tensor mark_dialogs(const at::Tensor& hidden, const at::Tensor& cells, const at::Tensor& vector);

}  // namespace koma::models
