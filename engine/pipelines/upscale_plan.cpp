// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/upscale_plan.h"

#include <algorithm>
#include <cmath>

namespace koma::pipelines {

namespace {

constexpr double left_to_scaling = 1.25;
constexpr int most_passes = 4;

/// Where tiles begin along one side.
std::vector<int> beginnings(int length, int side, int overlap) {
  if (length <= side) return {0};
  const int count = (length - overlap + side - overlap - 1) / (side - overlap);
  std::vector<int> result;
  for (int i = 0; i < count; ++i) {
    result.push_back(int(std::lround(double(length - side) * i / (count - 1))));
  }
  return result;
}

double ramp(int at, int begin, int overlap) {
  return begin == 0 ? 1 : std::min(1.0, (at + 0.5) / overlap);
}

}  // namespace

UpscalePlan upscale_plan(const Image& picture, const UpscaleWish& wish) {
  UpscalePlan plan;
  plan.width = wish.width;
  plan.height = wish.height;
  const double cover = std::max(double(wish.width) / picture.width(), double(wish.height) / picture.height());
  const int width = std::clamp(int(std::lround(wish.width / cover)), 1, picture.width());
  const int height = std::clamp(int(std::lround(wish.height / cover)), 1, picture.height());
  plan.shown = {(picture.width() - width) / 2, (picture.height() - height) / 2, width, height};
  double left = cover;
  if (wish.scale == 1) plan.passes = 1;
  for (; wish.scale > 1 && plan.passes < most_passes; ++plan.passes) {
    if (left <= (plan.passes == 0 ? 1 : left_to_scaling)) break;
    left /= wish.scale;
  }
  const auto channels = std::uint64_t(picture.channels());
  const double grown = std::pow(std::max(wish.scale, 1), plan.passes);
  const auto network = std::uint64_t(double(plan.shown.area()) * grown * grown) * channels;
  const std::uint64_t result = std::uint64_t(wish.width) * std::uint64_t(wish.height) * channels;
  // A canvas and its copy, then the scaled picture and its copy; ink is computed in float32, in three pictures.
  const std::uint64_t numbers = std::uint64_t(wish.width) * std::uint64_t(wish.height) * 3 * sizeof(float);
  plan.bytes = std::max(2 * network, network + 2 * result) + (wish.ink ? numbers : result);
  return plan;
}

std::vector<PixelRect> refine_tiles(int width, int height, int side, int overlap) {
  std::vector<PixelRect> tiles;
  for (const int top : beginnings(height, side, overlap)) {
    for (const int left : beginnings(width, side, overlap)) {
      tiles.push_back({left, top, std::min(side, width), std::min(side, height)});
    }
  }
  return tiles;
}

Image refine_mask(const PixelRect& tile, int overlap) {
  std::vector<std::uint8_t> mask;
  mask.reserve(std::size_t(tile.area()));
  for (int y = 0; y < tile.height; ++y) {
    for (int x = 0; x < tile.width; ++x) {
      mask.push_back(std::uint8_t(255 * std::min(ramp(x, tile.left, overlap), ramp(y, tile.top, overlap)) + 0.5));
    }
  }
  return Image(tile.width, tile.height, 1, std::move(mask));
}

}  // namespace koma::pipelines
