// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/picture_scaling.h"

#include <opencv2/imgproc.hpp>

namespace koma::pipelines {

Image scaled_picture(const Image& picture, int width, int height) {
  if (width == picture.width() && height == picture.height()) return picture;
  const int kind = CV_8UC(picture.channels());
  const cv::Mat from(picture.height(), picture.width(), kind, const_cast<std::uint8_t*>(picture.pixels().data()));
  cv::Mat to;
  cv::resize(from, to, {width, height}, 0, 0, width < picture.width() ? cv::INTER_AREA : cv::INTER_CUBIC);
  return Image(width, height, picture.channels(), {to.datastart, to.dataend});
}

}  // namespace koma::pipelines
