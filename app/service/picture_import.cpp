// SPDX-License-Identifier: Apache-2.0
#include "app/service/picture_import.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace koma::app {

Image shrunk(const Image& image, int mostSide) {
  const int side = std::max(image.width(), image.height());
  if (side <= mostSide) return image;
  const double scale = double(mostSide) / side;
  const int width = std::max(1, int(std::lround(image.width() * scale)));
  const int height = std::max(1, int(std::lround(image.height() * scale)));
  // cv::Mat has no header for pixels that may only be read; resize does not write to its source.
  const cv::Mat source(image.height(), image.width(), CV_8UC(image.channels()),
                       const_cast<std::uint8_t*>(image.pixels().data()));
  std::vector<std::uint8_t> pixels(std::size_t(width) * std::size_t(height) * std::size_t(image.channels()));
  cv::Mat target(height, width, source.type(), pixels.data());
  cv::resize(source, target, target.size(), 0, 0, cv::INTER_AREA);
  return Image(width, height, image.channels(), std::move(pixels));
}

}  // namespace koma::app
