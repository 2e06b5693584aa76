// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/misfit.h"

#include <opencv2/imgproc.hpp>

namespace koma::training {

namespace {

constexpr int knots = 5;  // along a side

/// Smooth, between −most and most. // CV_32FC1
cv::Mat moved_by(synthesis::Random& random, cv::Size size, double most) {
  cv::Mat coarse(knots, knots, CV_32F), fine;
  for (int i = 0; i < knots * knots; ++i) coarse.at<float>(i / knots, i % knots) = float(random.uniform(-most, most));
  cv::resize(coarse, fine, size, 0, 0, cv::INTER_LINEAR);
  return fine;
}

}  // namespace

cv::Mat with_misfit(synthesis::Random& random, const cv::Mat& picture, const cv::Mat& hole, double most) {
  cv::Mat x = moved_by(random, picture.size(), most), y = moved_by(random, picture.size(), most);
  for (int row = 0; row < picture.rows; ++row) {
    for (int column = 0; column < picture.cols; ++column) {
      x.at<float>(row, column) += float(column);
      y.at<float>(row, column) += float(row);
    }
  }
  cv::Mat moved, result = picture.clone();
  cv::remap(picture, moved, x, y, cv::INTER_LINEAR, cv::BORDER_REFLECT_101);
  moved.copyTo(result, hole > 0.5);
  return result;
}

}  // namespace koma::training
