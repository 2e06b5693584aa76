// SPDX-License-Identifier: Apache-2.0
#include "engine/models/text_regions.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace koma::models {
namespace {

constexpr double almost_all = 0.999;

/// Cells along one side, and how far before them lies what is seen there.
struct Stretch {
  std::int64_t begin = 0, end = 0, before = 0;
};

Stretch stretch(double from, double to, std::int64_t cells, const TextAreas& areas) {
  const auto edge = [&](double place) {
    return std::clamp<std::int64_t>(std::int64_t(std::floor(double(cells) * std::clamp(place, -8.0, 8.0))), 0, cells);
  };
  Stretch result{edge(from), edge(to), 0};
  if (areas.upstream_quirks && to >= almost_all && result.end < cells) {
    result.before = cells - result.end;
    result.end = cells;
  }
  if (areas.keep_small && result.end == result.begin && to > from && to > 0 && from < 1) {
    result.begin = std::min(result.begin, cells - 1);
    result.end = result.begin + 1;
  }
  return result;
}

/// What each cell of a grid reads, and from which cell's query.
struct Cells {
  std::vector<std::int64_t> labels, sources;  // [S]
};

Cells cells_of(const TextAreas& areas, const Grid& grid) {
  Cells cells;
  cells.labels.assign(std::size_t(grid.height * grid.width), -1);
  for (std::int64_t i = 0; i < grid.height * grid.width; ++i) cells.sources.push_back(i);
  for (std::size_t i = 0; i < areas.areas.size(); ++i) {
    const TextArea& area = areas.areas[i];
    const Stretch down = stretch(area.top, area.bottom, grid.height, areas);
    const Stretch across = stretch(area.left, area.right, grid.width, areas);
    for (std::int64_t y = down.begin; y < down.end; ++y) {
      for (std::int64_t x = across.begin; x < across.end; ++x) {
        const auto cell = std::size_t(y * grid.width + x);
        cells.labels[cell] = std::int64_t(i);
        cells.sources[cell] =
            std::max<std::int64_t>(y - down.before, 0) * grid.width + std::max<std::int64_t>(x - across.before, 0);
      }
    }
  }
  return cells;
}

nn::TextRegions regions_on(const TextAreas& areas, const Grid& grid) {
  const Cells cells = cells_of(areas, grid);
  const auto size = std::int64_t(cells.labels.size());
  nn::TextRegions result;
  result.base = areas.base;
  result.plain = areas.plain;
  result.every_row = areas.upstream_quirks;
  std::vector<std::int64_t> order, slots(cells.labels.size());
  std::vector<float> shares;
  for (std::int64_t label = -1; label < std::int64_t(areas.areas.size()); ++label) {
    const auto before = std::int64_t(order.size());
    const TextArea* area = label < 0 ? nullptr : &areas.areas[std::size_t(label)];
    for (std::size_t cell = 0; cell < cells.labels.size(); ++cell) {
      if (cells.labels[cell] != label) continue;
      slots[cell] = std::int64_t(order.size());
      order.push_back(cells.sources[cell]);
      shares.push_back(area != nullptr ? float(area->base) : 0.0f);
    }
    const std::int64_t positions = std::int64_t(order.size()) - before;
    if (positions > 0) result.regions.push_back({positions, area != nullptr ? area->tokens : areas.base});
  }
  const at::Tensor own = at::arange(size, at::kLong);
  result.order = at::tensor(order, at::kLong);
  result.slots = at::tensor(slots, at::kLong);
  if (result.order.equal(own)) result.order.reset();
  if (result.slots.equal(own)) result.slots.reset();
  const bool shared = std::any_of(shares.begin(), shares.end(), [](float share) { return share > 0; });
  if (shared && areas.base.count > 0) result.base_share = at::tensor(shares, at::kFloat).unsqueeze(1);
  return result;
}

}  // namespace

at::Tensor area_labels(const TextAreas& areas, const Grid& grid) {
  return at::tensor(cells_of(areas, grid).labels, at::kLong).view({grid.height, grid.width});
}

std::vector<nn::TextRegions> text_regions(const TextAreas& areas, const Grid& latent, std::size_t levels) {
  std::vector<nn::TextRegions> result;
  for (const Grid& grid : level_grids(latent, levels)) result.push_back(regions_on(areas, grid));
  return result;
}

std::vector<nn::TextRegions> moved(std::vector<nn::TextRegions> regions, const at::Device& device) {
  for (nn::TextRegions& level : regions) {
    for (at::Tensor* each : {&level.order, &level.slots, &level.base_share}) {
      if (each->defined()) *each = each->to(device);
    }
  }
  return regions;
}

}  // namespace koma::models
