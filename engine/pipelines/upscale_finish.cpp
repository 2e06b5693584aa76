// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/upscale_finish.h"

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>

#include "engine/base/error.h"
#include "engine/pipelines/ink_finish.h"
#include "engine/pipelines/repaint_pixels.h"

namespace koma::pipelines {

namespace {

constexpr int paper_grey = 250, ink_grey = 12;

/// Where all channels of a whole 3×3 neighbourhood are paper, or ink, as 255.
cv::Mat flat_part(const cv::Mat& picture, bool light) {
  cv::Mat extreme;
  const cv::Mat square = cv::Mat::ones(3, 3, CV_8U);
  const cv::Point middle(-1, -1);
  if (light) {
    cv::erode(picture, extreme, square, middle, 1, cv::BORDER_REPLICATE);
  } else {
    cv::dilate(picture, extreme, square, middle, 1, cv::BORDER_REPLICATE);
  }
  cv::Mat flat;
  cv::inRange(extreme, cv::Scalar::all(light ? paper_grey : 0), cv::Scalar::all(light ? 255 : ink_grey), flat);
  return flat;
}

cv::Mat nearest(const cv::Mat& from, const cv::Size& size) {
  cv::Mat to;
  cv::resize(from, to, size, 0, 0, cv::INTER_NEAREST);
  return to;
}

double mean_over(const cv::Mat& picture, const cv::Mat& mask) {
  const cv::Scalar mean = cv::mean(picture, mask);
  double sum = 0;
  for (int c = 0; c < picture.channels(); ++c) sum += mean[c];
  return sum / picture.channels();
}

/// A line through (seen paper, true paper) and (seen ink, true ink), gently; one of them alone moves only its own end.
cv::Mat stretch_table(const std::array<double, 2>& seen, const std::array<double, 2>& meant) {
  constexpr double least_gain = 0.8, most_gain = 1.25;
  const double gain = std::clamp((meant[1] - meant[0]) / std::max(seen[1] - seen[0], 1.0), least_gain, most_gain);
  cv::Mat table(1, 256, CV_8U);
  for (int value = 0; value < 256; ++value) {
    table.at<std::uint8_t>(value) = cv::saturate_cast<std::uint8_t>((value - seen[0]) * gain + meant[0]);
  }
  return table;
}

}  // namespace

Image pinned(const Image& enlarged, const Image& original) {
  if (enlarged.channels() != original.channels() || enlarged.channels() == 4 || enlarged.empty()) {
    throw Error(ErrorCode::invalid_argument, "an enlarged picture and its original must be grey or RGB alike");
  }
  const cv::Mat source = view_of(original);
  cv::Mat result = view_of(enlarged).clone();
  std::array<double, 2> seen{0, 255}, meant{0, 255};
  std::array<cv::Mat, 2> flat;
  for (const bool light : {false, true}) {
    const cv::Mat part = flat_part(source, light);
    flat[light] = nearest(part, result.size());
    if (cv::countNonZero(part) == 0) continue;
    meant[light] = mean_over(source, part);
    seen[light] = mean_over(result, flat[light]);
  }
  cv::LUT(result, stretch_table(seen, meant), result);
  const cv::Mat pixels = nearest(source, result.size());
  for (const cv::Mat& part : flat) pixels.copyTo(result, part);
  return image_of(result);
}

Image upscale_finish(const Image& enlarged, const Image& original, api::UpscaleFinish finish) {
  switch (finish) {
    case api::UpscaleFinish::pinned:
      return pinned(enlarged, original);
    case api::UpscaleFinish::ink:
      return ink_finish(to_grey(enlarged), {});
    case api::UpscaleFinish::plain:
      break;
  }
  return enlarged;
}

}  // namespace koma::pipelines
