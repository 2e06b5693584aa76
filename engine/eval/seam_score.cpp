// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/seam_score.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/base/error.h"
#include "engine/pipelines/repaint_pixels.h"

namespace koma::eval {

namespace {

constexpr int stretch = 16;          // pixels: side of the cells in which tones are compared
constexpr double band = 4;           // pixels on either side
constexpr int least_pixels = 12;     // of a side in a cell
constexpr double near = 3, far = 6;  // pixels: where gradients beside the edge are taken

/// Distance to the edge in pixels, positive inside; the nearest pixels are at ±1. // CV_32F
cv::Mat signed_distance(const cv::Mat& inside) {
  cv::Mat in, out;
  cv::distanceTransform(inside, in, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  cv::distanceTransform(inside == 0, out, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  return in - out;
}

double mean_of(const cv::Mat& lightness, const cv::Mat& where) {
  return cv::mean(lightness, where)[0];
}

/// What the tones inside and outside differ by, changed against the original, averaged over cells.
double step_of(const cv::Mat& picture, const cv::Mat& original, const cv::Mat& distance) {
  double sum = 0;
  int count = 0;
  for (int top = 0; top < picture.rows; top += stretch) {
    for (int left = 0; left < picture.cols; left += stretch) {
      const cv::Rect cell = cv::Rect(left, top, stretch, stretch) & cv::Rect(0, 0, picture.cols, picture.rows);
      const cv::Mat here = distance(cell), inner = (here > 0) & (here <= band), outer = (here < 0) & (here >= -band);
      if (cv::countNonZero(inner) < least_pixels || cv::countNonZero(outer) < least_pixels) continue;
      const auto difference = [&](const cv::Mat& lightness) {
        return mean_of(lightness(cell), inner) - mean_of(lightness(cell), outer);
      };
      sum += std::abs(difference(picture) - difference(original));
      ++count;
    }
  }
  return count == 0 ? 0 : sum / count;
}

struct Mean {
  double sum = 0, count = 0;
  [[nodiscard]] double value() const { return count == 0 ? 0 : sum / count; }
};

/// How much steeper the picture is across the edge than in parallel to it.
double gradient_of(const cv::Mat& picture, const cv::Mat& distance) {
  Mean across, beside;
  const auto pair = [&](int y, int x, int v, int u) {
    const double a = distance.at<float>(y, x), b = distance.at<float>(v, u);
    const double steep = std::abs(picture.at<float>(y, x) - picture.at<float>(v, u));
    const double least = std::min(std::abs(a), std::abs(b)), most = std::max(std::abs(a), std::abs(b));
    if (a * b < 0) {
      across.sum += steep;
      ++across.count;
    } else if (least >= near && most <= far && std::abs(a - b) > 0.5) {
      beside.sum += steep;
      ++beside.count;
    }
  };
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x) {
      if (x + 1 < picture.cols) pair(y, x, y, x + 1);
      if (y + 1 < picture.rows) pair(y, x, y + 1, x);
    }
  }
  return std::max(0.0, across.value() - beside.value());
}

cv::Mat lightness_of(const Image& picture) {
  cv::Mat lightness;
  pipelines::view_of(picture).convertTo(lightness, CV_32F, 100 / 255.0);
  return lightness;
}

}  // namespace

SeamScore seam_score(const Image& picture, const Image& original, const Image& changed) {
  const auto fits = [&](const Image& other) {
    return other.width() == picture.width() && other.height() == picture.height() && other.channels() == 1;
  };
  if (!fits(picture) || !fits(original) || !fits(changed)) {
    throw Error(ErrorCode::invalid_argument, "a seam is measured on grey pictures of one size");
  }
  const cv::Mat now = lightness_of(picture), before = lightness_of(original);
  SeamScore worst;
  for (const int level : {1, 128, 255}) {
    const cv::Mat inside = pipelines::view_of(changed) >= level;
    const int pixels = cv::countNonZero(inside);
    if (pixels == 0 || pixels == int(inside.total())) continue;
    const cv::Mat distance = signed_distance(inside);
    const SeamScore score{step_of(now, before, distance), gradient_of(now, distance)};
    if (score.sum() > worst.sum()) worst = score;
  }
  return worst;
}

}  // namespace koma::eval
