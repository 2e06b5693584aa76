// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "engine/base/image.h"
#include "engine/models/diffrir.h"
#include "engine/models/upscaler.h"
#include "engine/pipelines/repaint_rect.h"

namespace koma::pipelines {

/// A tile of a picture: `core` is what it gives, `seen` what it is computed from.
struct EnlargerTile {
  PixelRect core, seen;
};

/// Cuts a picture into tiles of `core` pixels at most, each seen with `margin` more on every side that the picture has.
/// A picture no larger than core + 2·margin is one tile. Sides and places are multiples of `multiple`, but for the
/// picture's own right and lower edge. core > 0.
[[nodiscard]] std::vector<EnlargerTile> enlarger_tiles(int width, int height, int core, int margin, int multiple = 1);

/// Called when a tile is done; may throw to stop.
using TileDone = std::function<void()>;

/// Makes pictures larger by a whole factor with a network: Real-ESRGAN and its kin, or DiffRIR x2 and x4, which then
/// sees nothing kept (a mask that is 1 everywhere).
class PictureEnlarger {
 public:
  /// `path`: a file of ModelKind::upscaler or restorer. Throws Error(not_found | unreadable | invalid_file |
  /// unsupported); DiffRIR x1 is told to be for seams.
  PictureEnlarger(const std::filesystem::path& path, const tensors::Placement& placement);

  [[nodiscard]] int scale() const { return scale_; }
  /// Calls of `done` that enlarging such a picture takes.
  [[nodiscard]] int tiles(int width, int height) const { return int(cut(width, height).size()); }
  /// A grey or RGB picture, `scale()` times larger, in the same channels. `seed` counts for DiffRIR only.
  [[nodiscard]] Image enlarge(const Image& picture, std::uint64_t seed, const TileDone& done) const;

 private:
  [[nodiscard]] std::vector<EnlargerTile> cut(int width, int height) const;
  /// [1, 3|channels, h, w] in 0…1 → [1, …, scale·h, scale·w]
  [[nodiscard]] at::Tensor forward(const at::Tensor& tile, std::uint64_t seed) const;
  [[nodiscard]] Image enlarged(const Image& tile, std::uint64_t seed) const;

  std::shared_ptr<const models::Upscaler> upscaler_;
  std::shared_ptr<const models::DiffRir> restorer_;
  tensors::Placement placement_;
  int scale_ = 1;
};

}  // namespace koma::pipelines
