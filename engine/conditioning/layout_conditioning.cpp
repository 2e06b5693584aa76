// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/layout_conditioning.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace koma::conditioning {

at::Tensor box_tensor(const std::vector<UnitBox>& boxes, std::int64_t places) {
  at::Tensor result = at::zeros({places, 4}, at::kFloat);
  auto cells = result.accessor<float, 2>();
  for (std::int64_t i = 0; i < std::min(places, std::int64_t(boxes.size())); ++i) {
    const UnitBox& box = boxes[std::size_t(i)];
    const float edges[] = {box.left, box.top, box.right, box.bottom};
    std::copy(edges, edges + 4, &cells[i][0]);
  }
  return result;
}

LayoutConditioning layout_conditioning(const PanelLayout& layout) {
  const std::int64_t rows = layout.guided ? 2 : 1;
  const at::Tensor size = at::tensor({layout.height, layout.width, 0.0, 0.0, layout.height, layout.width}, at::kFloat);
  const at::Tensor boxes = box_tensor(layout.dialogs, std::int64_t(std::max<std::size_t>(layout.dialogs.size(), 1)));
  at::Tensor mask =
      models::dialog_cells(boxes.unsqueeze(0), layout.latent.height, layout.latent.width, layout.rounding);
  if (layout.guided) mask = at::cat({at::zeros_like(mask), mask});
  return {size.repeat({rows, 1}), mask};
}

}  // namespace koma::conditioning
