// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/head_crop.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/base/error.h"
#include "engine/eval/judge.h"
#include "engine/training/picture_tensors.h"

namespace koma::eval {

namespace {

cv::Mat view(const Image& grey) {
  // OpenCV has no const Mat; nothing here writes to it.
  return cv::Mat(grey.height(), grey.width(), CV_8UC1, const_cast<std::uint8_t*>(grey.row(0)));
}

Image picture(const cv::Mat& grey) {
  return Image(grey.cols, grey.rows, 1, std::vector<std::uint8_t>(grey.datastart, grey.dataend));
}

}  // namespace

at::Tensor head_crop(const Image& panel, const HeadFrame& head) {
  constexpr float below = 0.35f, reach = 1.9f;
  const int side = std::max(2, int(std::lround(2 * reach * head.radius)));
  const int left = int(std::lround(head.x)) - side / 2;
  const int top = int(std::lround(head.y + below * head.radius)) - side / 2;
  const cv::Rect wanted(left, top, side, side);
  const cv::Rect inside = wanted & cv::Rect(0, 0, panel.width(), panel.height());
  if (inside.empty()) throw Error(ErrorCode::invalid_argument, "a head lies outside its panel", "head_crop");
  cv::Mat square, crop;
  cv::copyMakeBorder(view(panel)(inside), square, inside.y - top, top + side - inside.br().y, inside.x - left,
                     left + side - inside.br().x, cv::BORDER_REPLICATE);
  const int method = side > judge_crop ? cv::INTER_AREA : cv::INTER_LINEAR;
  cv::resize(square, crop, {int(judge_crop), int(judge_crop)}, 0, 0, method);
  return training::unit_tensor(picture(crop));
}

Image shrink(const Image& grey, int width, int height) {
  cv::Mat small;
  const int method = width < grey.width() ? cv::INTER_AREA : cv::INTER_LINEAR;
  cv::resize(view(grey), small, {width, height}, 0, 0, method);
  return picture(small);
}

at::Tensor coarse_mask(const Image& mask, int threshold) {
  // First yes or no, then the mean: a mask of indices would count a second character twice.
  cv::Mat reached, cells;
  cv::threshold(view(mask), reached, threshold - 0.5, 255, cv::THRESH_BINARY);
  cv::resize(reached, cells, {mask.width() / 8, mask.height() / 8}, 0, 0, cv::INTER_AREA);
  return training::unit_tensor(picture(cells)).ge(0).to(at::kFloat);
}

}  // namespace koma::eval
