// SPDX-License-Identifier: Apache-2.0
#include "engine/models/box_cells.h"

#include <ATen/ATen.h>

namespace koma::models {
namespace {

/// Which cells of one axis lie in [from, to). from, to [P] → bool [P, cells]
at::Tensor between(const at::Tensor& from, const at::Tensor& to, std::int64_t cells) {
  const at::Tensor cell = at::arange(cells, from.options().dtype(at::kFloat)).unsqueeze(0);
  const auto edge = [](const at::Tensor& e) { return e.to(at::kFloat).unsqueeze(1); };
  return cell.ge(edge((from * cells).floor())) & cell.lt(edge((to * cells).ceil()));
}

}  // namespace

at::Tensor box_cells(const at::Tensor& boxes, const Grid& grid) {
  const auto edges = boxes.unbind(-1);                                // 4 × [P]
  const at::Tensor across = between(edges[0], edges[2], grid.width);  // [P, w]
  const at::Tensor down = between(edges[1], edges[3], grid.height);   // [P, h]
  return (down.unsqueeze(2) & across.unsqueeze(1)).flatten(1);
}

}  // namespace koma::models
