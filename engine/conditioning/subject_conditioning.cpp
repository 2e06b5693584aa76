// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/subject_conditioning.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "engine/conditioning/layout_conditioning.h"
#include "engine/models/box_cells.h"
#include "engine/nn/image_reach.h"
#include "engine/tensors/pixels.h"
#include "engine/tensors/resize.h"

namespace koma::conditioning {
namespace {

constexpr int shown_side = 512;  // the reference's scripts; the encoder's own crop follows

}  // namespace

at::Tensor subject_pixels(const std::vector<SubjectPicture>& pictures, const models::ClipVisionConfig& config) {
  std::vector<at::Tensor> rows;
  for (const SubjectPicture& each : pictures) {
    const Image shown = tensors::resized(to_rgb(each.picture), shown_side, shown_side, tensors::Filter::bicubic);
    rows.push_back(tensors::clip_pixels(shown, int(config.image_size)));
  }
  return at::stack(rows);
}

SubjectReach subject_reach(const std::vector<SubjectPicture>& pictures, const SubjectGrid& grid,
                           const models::UNet2DConditionConfig& denoiser) {
  std::vector<UnitBox> boxes;
  for (const SubjectPicture& each : pictures) boxes.push_back(each.box);
  at::Tensor edges = box_tensor(boxes, std::int64_t(boxes.size()));
  if (grid.upstream_quirks) edges = edges.to(grid.placement.dtype);
  const std::size_t levels = denoiser.levels();
  const std::vector<models::Grid> grids = models::level_grids(grid.latent, levels);
  SubjectReach result;
  for (std::size_t level = 0; level < levels; ++level) {
    nn::ImageReach reach;
    // The deepest level has the middle, which always attends.
    if (level + 1 == levels || denoiser.down_attention[level] || denoiser.up_attention[levels - 1 - level]) {
      const at::Tensor cells = models::box_cells(edges, grids[level]).to(grid.placement.device);
      reach = nn::reach_of_regions(cells, grid.tokens, grid.placement.dtype);
    }
    result.masks.push_back(reach.mask);
    result.inside.push_back(reach.inside);
  }
  return result;
}

at::Tensor token_strength(const std::vector<SubjectPicture>& pictures, std::int64_t tokens) {
  std::vector<double> strengths;
  for (const SubjectPicture& each : pictures) strengths.push_back(each.strength);
  if (std::all_of(strengths.begin(), strengths.end(), [](double s) { return s == 1; })) return {};
  return at::tensor(strengths, at::kFloat).repeat_interleave(tokens);
}

}  // namespace koma::conditioning
