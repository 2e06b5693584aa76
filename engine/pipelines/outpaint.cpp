// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/outpaint.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

#include "engine/base/error.h"
#include "engine/pipelines/repaint_pixels.h"

namespace koma::pipelines {

namespace {

constexpr double most_at_once = 0.5;  // of the side

PixelRect visible_part(const PixelRect& old, int width, int height) {
  const PixelRect seen = intersected(old, {0, 0, width, height});
  if (seen.empty()) throw Error(ErrorCode::invalid_argument, "nothing of the old picture lies in the new frame");
  return seen;
}

/// How far the mask reaches back: a sixteenth of the extension, 8 to 16 pixels, and never more than a quarter of what
/// is there. Enough to cut the seam where old and new are alike; more would draw the old picture's end anew.
int overlap_of(int extension, int side) {
  return std::max(1, std::min(std::clamp(extension / 16, 8, 16), side / 4));
}

/// 255 falling to 0 over the overlap, from each grown side inward; `seen` is the old picture's part of the frame.
cv::Mat growth_mask(const PixelRect& seen, int width, int height) {
  const int right = width - seen.right(), bottom = height - seen.bottom();
  cv::Mat mask(height, width, CV_8U);
  const auto share = [](int extension, int depth, int side) {
    if (extension == 0) return 0.0;
    return std::clamp(1 - (depth + 1.0) / (overlap_of(extension, side) + 1.0), 0.0, 1.0);
  };
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int l = x - seen.left, r = seen.right() - 1 - x, t = y - seen.top, b = seen.bottom() - 1 - y;
      const bool old = l >= 0 && r >= 0 && t >= 0 && b >= 0;
      const double value = old ? std::max({share(seen.left, l, seen.width), share(right, r, seen.width),
                                           share(seen.top, t, seen.height), share(bottom, b, seen.height)})
                               : 1.0;
      mask.at<std::uint8_t>(y, x) = cv::saturate_cast<std::uint8_t>(255 * value);
    }
  }
  return mask;
}

}  // namespace

std::vector<PixelRect> growth_passes(const PixelRect& old, int width, int height) {
  const PixelRect all{0, 0, width, height}, seen = visible_part(old, width, height);
  struct Side {
    double share;     // of the old side's length
    PixelRect grown;  // by it alone
  };
  const int right = width - seen.right(), bottom = height - seen.bottom();
  std::array<Side, 4> sides = {{{double(seen.left) / seen.width, {-seen.left, 0, seen.left, 0}},
                                {double(right) / seen.width, {0, 0, right, 0}},
                                {double(seen.top) / seen.height, {0, -seen.top, 0, seen.top}},
                                {double(bottom) / seen.height, {0, 0, 0, bottom}}}};
  std::stable_sort(sides.begin(), sides.end(), [](const Side& a, const Side& b) { return a.share < b.share; });
  if (sides.back().share <= most_at_once) return {all};
  std::vector<PixelRect> passes;
  PixelRect frame = seen;
  for (const auto& [share, grown] : sides) {
    if (share == 0) continue;
    frame = {frame.left + grown.left, frame.top + grown.top, frame.width + grown.width, frame.height + grown.height};
    passes.push_back(frame);
  }
  return passes;
}

GrownPicture grow_picture(const Image& old, const PixelRect& place, int width, int height) {
  if (old.empty() || place.width != old.width() || place.height != old.height()) {
    throw Error(ErrorCode::invalid_argument, "the old picture's place does not have its size");
  }
  const PixelRect seen = visible_part(place, width, height);
  const Image part = cropped(old, {seen.left - place.left, seen.top - place.top, seen.width, seen.height});
  cv::Mat grown;
  cv::copyMakeBorder(view_of(part), grown, seen.top, height - seen.bottom(), seen.left, width - seen.right(),
                     cv::BORDER_REPLICATE);
  return {image_of(grown), image_of(growth_mask(seen, width, height))};
}

}  // namespace koma::pipelines
