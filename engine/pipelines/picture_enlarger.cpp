// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/picture_enlarger.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/checkpoints/file_kind.h"
#include "engine/pipelines/repaint_pixels.h"
#include "engine/tensors/noise.h"
#include "engine/tensors/pixels.h"

namespace koma::pipelines {

namespace {

struct TileSides {
  int core = 0, margin = 0, multiple = 1;
};

/// A compact network sees a few pixels, so its tiles give exactly what the whole picture gives. An RRDBNet sees
/// hundreds, but what is further than some twenty hardly counts. DiffRIR's attention looks at everything, so its tiles
/// are as large as memory bears.
TileSides tile_sides(const models::Upscaler* upscaler, const models::DiffRir* restorer) {
  if (restorer) return {512, 64, int(restorer->config().multiple())};
  const models::UpscalerConfig& config = upscaler->config();
  if (config.compact) return {384, int(config.reach()), 1};
  const int unshuffle = int(config.unshuffle);
  return {192 * unshuffle, 24 * unshuffle, unshuffle};
}

std::vector<std::pair<int, int>> cuts(int side, int core, int whole) {
  if (side <= whole) return {{0, side}};
  std::vector<std::pair<int, int>> result;
  for (int begin = 0; begin < side; begin += core) result.emplace_back(begin, std::min(begin + core, side));
  return result;
}

/// Copies a part of a tile to where it belongs.
void place_tile(cv::Mat& canvas, const Image& tile, const EnlargerTile& where, int scale) {
  const cv::Rect from((where.core.left - where.seen.left) * scale, (where.core.top - where.seen.top) * scale,
                      where.core.width * scale, where.core.height * scale);
  const cv::Rect to(where.core.left * scale, where.core.top * scale, from.width, from.height);
  view_of(tile)(from).copyTo(canvas(to));
}

}  // namespace

std::vector<EnlargerTile> enlarger_tiles(int width, int height, int core, int margin, int multiple) {
  const auto rounded = [&](int side) { return (side + multiple - 1) / multiple * multiple; };
  const int step = rounded(core), around = rounded(margin), whole = step + 2 * around;
  std::vector<EnlargerTile> tiles;
  for (const auto& [top, bottom] : cuts(height, step, whole)) {
    for (const auto& [left, right] : cuts(width, step, whole)) {
      const int seen_left = std::max(left - around, 0), seen_top = std::max(top - around, 0);
      const int seen_right = std::min(right + around, width), seen_bottom = std::min(bottom + around, height);
      tiles.push_back({{left, top, right - left, bottom - top},
                       {seen_left, seen_top, seen_right - seen_left, seen_bottom - seen_top}});
    }
  }
  return tiles;
}

PictureEnlarger::PictureEnlarger(const std::filesystem::path& path, const tensors::Placement& placement)
    : placement_(placement) {
  std::error_code failure;
  if (!std::filesystem::exists(path, failure)) {
    throw Error(ErrorCode::not_found, "there is no such file; check the path", path.string());
  }
  const bool file = !std::filesystem::is_directory(path, failure);
  if (file && checkpoints::kind_of(checkpoints::read_tensor_index(path)) == checkpoints::FileKind::restorer) {
    restorer_ = models::open_diffrir(checkpoints::read_part_layout(path, "restorer"), placement);
    scale_ = restorer_->config().scale;
    if (scale_ > 1) return;
    throw Error(ErrorCode::unsupported, "this is DiffRIR x1, which repairs seams; give x2 or x4, or another upscaler",
                path.string());
  }
  upscaler_ = models::open_upscaler(checkpoints::read_part_layout(path, "upscaler"), placement);
  scale_ = int(upscaler_->config().scale);
}

std::vector<EnlargerTile> PictureEnlarger::cut(int width, int height) const {
  const TileSides sides = tile_sides(upscaler_.get(), restorer_.get());
  return enlarger_tiles(width, height, sides.core, sides.margin, sides.multiple);
}

at::Tensor PictureEnlarger::forward(const at::Tensor& tile, std::uint64_t seed) const {
  if (restorer_) {
    const at::Tensor nothing = at::zeros({1, 3, scale_ * tile.size(2), scale_ * tile.size(3)}, tile.options());
    return restorer_->forward(tile, nothing, tensors::normal_noise({seed}, {models::diffrir_code}, placement_));
  }
  const at::Tensor padded = models::reflected_to(tile, upscaler_->config().unshuffle);
  return upscaler_->forward(padded).slice(2, 0, scale_ * tile.size(2)).slice(3, 0, scale_ * tile.size(3));
}

Image PictureEnlarger::enlarged(const Image& tile, std::uint64_t seed) const {
  const bool colours = restorer_ || upscaler_->config().channels == 3;
  // A network for grey pictures enlarges the three colours one after the other.
  const Image input = colours ? to_rgb(tile) : tile;
  at::Tensor x = tensors::to_tensor(input).add(1).div(2).unsqueeze(0).to(placement_.device, placement_.dtype);
  if (!colours && tile.channels() == 3) x = x.transpose(0, 1);
  at::Tensor y = forward(x, seed);
  if (!colours && tile.channels() == 3) y = y.transpose(0, 1);
  const Image result = tensors::to_image(y.select(0, 0).to(at::kFloat).mul(2).sub(1));
  return tile.channels() == 1 ? to_grey(result) : result;
}

Image PictureEnlarger::enlarge(const Image& picture, std::uint64_t seed, const TileDone& done) const {
  cv::Mat canvas(picture.height() * scale_, picture.width() * scale_, CV_8UC(picture.channels()));
  for (const EnlargerTile& tile : cut(picture.width(), picture.height())) {
    place_tile(canvas, enlarged(cropped(picture, tile.seen), seed), tile, scale_);
    done();
  }
  return image_of(canvas);
}

}  // namespace koma::pipelines
