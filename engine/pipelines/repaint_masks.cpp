// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/repaint_masks.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/pipelines/repaint_pixels.h"

namespace koma::pipelines {

namespace {

constexpr int levels = 10;

/// From here on a selection counts for this tenth.
int threshold_of(int level) {
  return level == levels ? full_mask : int(std::ceil(level * 25.5));
}

/// 1 within the plateau of `selected`, falling to 0 over the feather. // CV_8U → CV_32F
cv::Mat ramp_around(const cv::Mat& selected, const MaskReach& reach) {
  cv::Mat distance;
  cv::distanceTransform(255 - selected, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  if (reach.feather <= 0) {
    const cv::Mat near = distance <= reach.plateau;
    near.convertTo(distance, CV_32F, 1 / 255.0);
    return distance;
  }
  return cv::max(cv::min((reach.end() - distance) / reach.feather, 1.0), 0.0);
}

}  // namespace

MaskReach mask_reach(const ReachWish& wish) {
  MaskReach reach;
  reach.plateau = 4 * wish.unit;
  const double least = std::min(32 * wish.unit, wish.shorter_side / 16.0);
  reach.feather =
      wish.feather ? *wish.feather : std::min(std::max(0.10 * wish.diagonal, least) * wish.strength, 128 * wish.unit);
  // Without a feather the author wants a hard edge, as ink on paper has it.
  reach.blend = wish.feather == 0 ? 0 : std::min(25 * wish.unit, reach.end());
  return reach;
}

Image denoise_mask(const Image& selection, const MaskReach& reach) {
  const cv::Mat selected = view_of(selection);
  cv::Mat mask = cv::Mat::zeros(selected.size(), CV_32F);
  int counted = 0;
  for (int level = levels; level > 0; --level) {
    const cv::Mat part = selected >= threshold_of(level);
    const int count = cv::countNonZero(part);
    if (count == counted) continue;  // the same area as a stronger level's
    counted = count;
    mask = cv::max(mask, ramp_around(part, reach) * (level / double(levels)));
  }
  cv::Mat bytes;
  mask.convertTo(bytes, CV_8U, 255);
  cv::Mat chosen = selected.clone();
  chosen.setTo(0, selected < faintest_selection);
  bytes = cv::max(bytes, chosen);
  stabilise(bytes);
  return image_of(bytes);
}

Image composite_mask(const Image& denoise, double blend) {
  const cv::Mat painted = view_of(denoise) > 0;
  if (blend <= 0 || cv::countNonZero(painted) == int(painted.total())) return image_of(painted);
  cv::Mat inside, bytes;
  cv::distanceTransform(painted, inside, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  inside.convertTo(bytes, CV_8U, 255 / blend);
  stabilise(bytes);
  return image_of(bytes);
}

}  // namespace koma::pipelines
