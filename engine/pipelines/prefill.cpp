// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/prefill.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "engine/base/error.h"
#include "engine/pipelines/repaint_pixels.h"

namespace koma::pipelines {

namespace {

constexpr double falloff = 9;        // pixels, inward (specs/inpaint.md 4)
constexpr int relaxations = 24;      // per level of the membrane
constexpr double noise_spread = 64;  // grey levels

cv::Mat nearest_kept(const cv::Mat& picture, const cv::Mat& hole) {
  cv::Mat distance, labels;
  cv::distanceTransform(hole, distance, labels, cv::DIST_L2, cv::DIST_MASK_5, cv::DIST_LABEL_PIXEL);
  std::vector<cv::Point> kept(1);  // labels count from 1, in this order or another
  for (int y = 0; y < hole.rows; ++y) {
    for (int x = 0; x < hole.cols; ++x) {
      if (hole.at<std::uint8_t>(y, x)) continue;
      const auto label = std::size_t(labels.at<int>(y, x));
      if (label >= kept.size()) kept.resize(label + 1);
      kept[label] = {x, y};
    }
  }
  cv::Mat filled = picture.clone();
  const auto channels = std::size_t(picture.channels());
  for (int y = 0; y < hole.rows; ++y) {
    for (int x = 0; x < hole.cols; ++x) {
      const cv::Point from = kept[std::size_t(labels.at<int>(y, x))];
      std::copy_n(picture.ptr<float>(from.y, from.x), channels, filled.ptr<float>(y, x));
    }
  }
  return filled;
}

/// Half the size: the mean of the known pixels among four, known where there is one.
void halve(const cv::Mat& values, const cv::Mat& known, cv::Mat& half_values, cv::Mat& half_known) {
  cv::Mat weight, weighted = values.clone(), sum;
  known.convertTo(weight, CV_32F, 1 / 255.0);
  weighted.setTo(cv::Scalar::all(0), known == 0);
  cv::copyMakeBorder(weighted, weighted, 0, values.rows % 2, 0, values.cols % 2, cv::BORDER_CONSTANT);
  cv::copyMakeBorder(weight, weight, 0, values.rows % 2, 0, values.cols % 2, cv::BORDER_CONSTANT);
  const cv::Size half(weight.cols / 2, weight.rows / 2);
  cv::resize(weighted, sum, half, 0, 0, cv::INTER_AREA);
  cv::resize(weight, weight, half, 0, 0, cv::INTER_AREA);
  half_known = weight > 0;
  cv::Mat divisor = cv::max(weight, 1e-6f), divisors;
  cv::merge(std::vector<cv::Mat>(std::size_t(values.channels()), divisor), divisors);
  cv::divide(sum, divisors, half_values);
}

/// The membrane (Laplace's equation with the kept pixels as its frame), solved from coarse to fine: every level starts
/// from the coarser one's answer and is relaxed a little.
cv::Mat membrane(const cv::Mat& values, const cv::Mat& known) {
  const cv::Mat unknown = known == 0;
  if (cv::countNonZero(unknown) == 0) return values;
  cv::Mat half_values, half_known, filled;
  halve(values, known, half_values, half_known);
  cv::resize(membrane(half_values, half_known), filled, values.size(), 0, 0, cv::INTER_LINEAR);
  values.copyTo(filled, known);
  cv::Mat mean;
  for (int i = 0; i < relaxations; ++i) {
    cv::blur(filled, mean, {3, 3}, {-1, -1}, cv::BORDER_REPLICATE);
    mean.copyTo(filled, unknown);
  }
  return filled;
}

cv::Mat noise_like(const cv::Mat& picture, const cv::Mat& hole, std::uint64_t seed) {
  cv::Mat grey(picture.size(), CV_32F), filled;  // one noise for all channels: a grey page stays grey
  cv::RNG(seed + 1).fill(grey, cv::RNG::NORMAL, 0, noise_spread);
  cv::merge(std::vector<cv::Mat>(std::size_t(picture.channels()), grey), filled);
  return filled + cv::mean(picture, hole == 0);
}

}  // namespace

Image prefilled(const Image& picture, const Image& hole, Prefill fill, std::uint64_t seed) {
  if (picture.channels() == 4 || hole.channels() != 1 || picture.width() != hole.width() ||
      picture.height() != hole.height()) {
    throw Error(ErrorCode::invalid_argument, "a hole is filled in a grey or RGB picture, by a grey mask of its size");
  }
  const cv::Mat open = view_of(hole) == 255;
  const int count = cv::countNonZero(open);
  if (fill == Prefill::none || count == 0 || count == int(open.total())) return picture;
  cv::Mat values, filled, distance;
  view_of(picture).convertTo(values, CV_32F);
  if (fill == Prefill::edges) filled = nearest_kept(values, open);
  if (fill == Prefill::neighbours) filled = membrane(values, open == 0);
  if (fill == Prefill::noise) filled = noise_like(values, open, seed);
  cv::distanceTransform(open, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  cv::Mat share = cv::min(distance / falloff, 1.0);
  cv::merge(std::vector<cv::Mat>(std::size_t(values.channels()), share), share);
  values += share.mul(filled - values);
  cv::Mat bytes;
  values.convertTo(bytes, CV_MAKETYPE(CV_8U, values.channels()));
  view_of(picture).copyTo(bytes, open == 0);
  return image_of(bytes);
}

}  // namespace koma::pipelines
