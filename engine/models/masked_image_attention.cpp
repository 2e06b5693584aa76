// SPDX-License-Identifier: Apache-2.0
#include "engine/models/masked_image_attention.h"

#include <ATen/ATen.h>

#include <cmath>

namespace koma::models {
namespace {

constexpr double hidden_score = -10000;  // upstream's value; finite, so a fully hidden row is still a distribution

}  // namespace

std::vector<Grid> level_grids(const Grid& latent, std::size_t levels) {
  std::vector<Grid> grids{latent};
  while (grids.size() < levels) grids.push_back({(grids.back().height + 1) / 2, (grids.back().width + 1) / 2});
  return grids;
}

Grid recovered_grid(std::int64_t positions, const Grid& latent) {
  const double aspect = static_cast<double>(latent.height) / static_cast<double>(latent.width);
  auto width = static_cast<std::int64_t>(std::floor(std::pow(static_cast<double>(positions) / aspect, 0.5)));
  width = std::max<std::int64_t>(width, 1);
  while (positions % width != 0) ++width;
  return {positions / width, width};
}

at::Tensor visible_tokens(const at::Tensor& boxes, const Grid& grid, bool empty_boxes_cover_corner) {
  const auto edges = boxes.to(at::kFloat).unsqueeze(1).unbind(-1);                                     // 4 × [B, 1, N]
  const at::Tensor across = at::linspace(0, 1, grid.width, edges[0].options()).repeat({grid.height});  // [S]
  const at::Tensor down = at::linspace(0, 1, grid.height, edges[0].options()).repeat_interleave(grid.width);
  const at::Tensor x = across.view({1, -1, 1}), y = down.view({1, -1, 1});
  at::Tensor inside = x.ge(edges[0]) & x.le(edges[2]) & y.ge(edges[1]) & y.le(edges[3]);  // [B, S, N]
  if (!empty_boxes_cover_corner) inside = inside & edges[2].gt(edges[0]) & edges[3].gt(edges[1]);
  return at::cat({inside.any(-1, true).logical_not(), inside}, -1);
}

std::vector<at::Tensor> image_attention_masks(const at::Tensor& boxes, const Grid& latent, std::size_t levels,
                                              const ImageMaskOptions& options) {
  std::vector<at::Tensor> masks;
  for (Grid grid : level_grids(latent, levels)) {
    if (masks.size() < options.first_level) {
      masks.emplace_back();
      continue;
    }
    if (options.upstream_quirks) grid = recovered_grid(grid.height * grid.width, latent);
    const at::Tensor seen =
        visible_tokens(boxes, grid, options.upstream_quirks || options.empty_boxes_cover_corner);  // [B, S, 1 + N]
    const at::Tensor dummies = seen.slice(-1, 0, 1).expand({-1, -1, options.dummy_tokens});
    const at::Tensor characters = seen.slice(-1, 1).repeat_interleave(options.tokens_per_character, -1);
    const at::Tensor tokens = at::cat({dummies, characters}, -1).unsqueeze(1);  // [B, 1, S, T]
    masks.push_back(
        at::zeros(tokens.sizes(), tokens.options().dtype(at::kFloat)).masked_fill_(tokens.logical_not(), hidden_score));
  }
  return masks;
}

}  // namespace koma::models
