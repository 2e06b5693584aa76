// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/word_mask.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/base/error.h"
#include "engine/pipelines/repaint_pixels.h"

namespace koma::pipelines {

namespace {

constexpr std::int64_t least_positions = 64;  // coarser grids say little about where
constexpr double crumb = 0.01;                // of the picture

/// The grid of a level with so many positions: every level halves, rounded up.
cv::Size grid_of(std::int64_t positions, const models::Grid& latent) {
  std::int64_t height = latent.height, width = latent.width;
  while (height * width > positions && height * width > 1) {
    height = (height + 1) / 2;
    width = (width + 1) / 2;
  }
  return height * width == positions ? cv::Size(int(width), int(height)) : cv::Size();
}

/// [latent height, latent width], mean 1
cv::Mat averaged(const std::map<std::int64_t, at::Tensor>& maps, const models::Grid& latent) {
  const cv::Size whole(int(latent.width), int(latent.height));
  cv::Mat sum = cv::Mat::zeros(whole, CV_32F);
  int count = 0;
  for (const auto& [positions, map] : maps) {
    const cv::Size grid = grid_of(positions, latent);
    if (positions < least_positions || grid.empty()) continue;
    const at::Tensor cells = map.contiguous();
    cv::Mat large;
    cv::resize(cv::Mat(grid, CV_32F, cells.data_ptr<float>()), large, whole, 0, 0, cv::INTER_CUBIC);
    sum += large;
    ++count;
  }
  if (count == 0) throw Error(ErrorCode::unsupported, "the picture is too small for this model to find words in it");
  return sum / count;
}

/// Drops white parts smaller than `least` pixels.
void drop_crumbs(cv::Mat& mask, double least) {
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8);
  for (int label = 1; label < count; ++label) {
    if (stats.at<int>(label, cv::CC_STAT_AREA) < least) mask.setTo(0, labels == label);
  }
}

double mean_where(const cv::Mat& values, const cv::Mat& where) {
  return cv::countNonZero(where) == 0 ? 0 : cv::mean(values, where)[0];
}

}  // namespace

WordMask word_mask(const std::map<std::int64_t, at::Tensor>& maps, const PanelSize& size, int width, int height) {
  cv::Mat map = averaged(maps, size.latent);
  const auto across = [&](float share) { return int(std::lround(double(share) * map.cols)); };
  const auto down = [&](float share) { return int(std::lround(double(share) * map.rows)); };
  const cv::Point first(across(size.window.left), down(size.window.top));
  map = map(cv::Rect(first, cv::Point(across(size.window.right), down(size.window.bottom)))).clone();

  cv::Mat large, bytes, mask;
  cv::resize(map, large, {width, height}, 0, 0, cv::INTER_CUBIC);
  cv::GaussianBlur(large, large, {}, std::max(0.5 * width / map.cols, 0.1));
  cv::normalize(large, bytes, 0, 255, cv::NORM_MINMAX, CV_8U);
  cv::threshold(bytes, mask, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  const double least = crumb * width * height;
  drop_crumbs(mask, least);
  cv::Mat holes = 255 - mask;
  drop_crumbs(holes, least);
  mask = 255 - holes;
  const double outside = mean_where(large, mask == 0);
  return {image_of(mask), outside > 0 ? mean_where(large, mask) / outside : 1};
}

}  // namespace koma::pipelines
