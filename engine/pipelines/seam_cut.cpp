// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/seam_cut.h"

#include <opencv2/imgproc.hpp>
#include <queue>
#include <tuple>
#include <vector>

#include "engine/base/error.h"
#include "engine/pipelines/repaint_pixels.h"

namespace koma::pipelines {

namespace {

enum Side : std::uint8_t { unknown, old_side, new_side };

/// A pixel that a side has reached: the flatter of its way's places decides when it is taken, then who came first.
struct Reached {
  int level = 0;
  std::int64_t order = 0;
  int x = 0, y = 0;
  Side side = unknown;

  bool operator<(const Reached& other) const {  // the queue gives the largest
    return std::tie(level, order) > std::tie(other.level, other.order);
  }
};

/// Labels every pixel of the ramps. // CV_8U of Side
cv::Mat flooded(const cv::Mat& difference, const cv::Mat& composite) {
  cv::Mat sides(composite.size(), CV_8U, cv::Scalar(unknown));
  sides.setTo(old_side, composite == 0);
  sides.setTo(new_side, composite == 255);
  std::priority_queue<Reached> queue;
  std::int64_t order = 0;
  const auto reach = [&](int x, int y, int level, Side side) {
    constexpr int steps[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    for (const auto& step : steps) {
      const int u = x + step[0], v = y + step[1];
      if (u < 0 || v < 0 || u >= sides.cols || v >= sides.rows || sides.at<std::uint8_t>(v, u) != unknown) continue;
      queue.push({std::max(level, 255 - difference.at<std::uint8_t>(v, u)), order++, u, v, side});
    }
  };
  for (int y = 0; y < sides.rows; ++y) {
    for (int x = 0; x < sides.cols; ++x) {
      const auto side = Side(sides.at<std::uint8_t>(y, x));
      if (side != unknown) reach(x, y, 0, side);
    }
  }
  while (!queue.empty()) {
    const Reached next = queue.top();
    queue.pop();
    std::uint8_t& side = sides.at<std::uint8_t>(next.y, next.x);
    if (side != unknown) continue;
    side = next.side;
    reach(next.x, next.y, next.level, next.side);
  }
  return sides;
}

}  // namespace

Image seam_cut(const Image& drawn, const Image& original, const Image& composite, bool hard) {
  const auto fits = [&](const Image& image) {
    return image.width() == drawn.width() && image.height() == drawn.height() && image.channels() == 1;
  };
  if (!fits(drawn) || !fits(original) || !fits(composite)) {
    throw Error(ErrorCode::invalid_argument, "a seam is cut between grey pictures of one size");
  }
  cv::Mat difference, cut;
  cv::absdiff(view_of(drawn), view_of(original), difference);
  // A line that is a little beside its like should not be crossed twice.
  cv::blur(difference, difference, {3, 3});
  const cv::Mat share = view_of(composite);
  cv::compare(flooded(difference, share), new_side, cut, cv::CMP_EQ);
  if (!hard) cv::blur(cut, cut, {3, 3});
  cut.setTo(0, share == 0);
  cut.setTo(255, share == 255);
  return image_of(cut);
}

}  // namespace koma::pipelines
