// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/repaint_pixels.h"

#include <array>
#include <opencv2/imgproc.hpp>

namespace koma::pipelines {

cv::Mat view_of(const Image& image) {
  return cv::Mat(image.height(), image.width(), CV_8UC(image.channels()),
                 const_cast<std::uint8_t*>(image.pixels().data()));
}

Image image_of(const cv::Mat& pixels) {
  const cv::Mat whole = pixels.isContinuous() ? pixels : pixels.clone();
  const std::uint8_t* start = whole.ptr<std::uint8_t>();
  return Image(whole.cols, whole.rows, whole.channels(), {start, start + whole.total() * whole.elemSize()});
}

Image image_of_unit(const cv::Mat& unit) {
  cv::Mat bytes;
  unit.convertTo(bytes, CV_8U, 255);
  return image_of(bytes);
}

Image cropped(const Image& image, const PixelRect& rect) {
  return image_of(view_of(image)(cv::Rect(rect.left, rect.top, rect.width, rect.height)));
}

Image scaled(const Image& image, int width, int height) {
  if (width == image.width() && height == image.height()) return image;
  const bool shrinks = std::int64_t(width) * height < std::int64_t(image.width()) * image.height();
  cv::Mat to;
  cv::resize(view_of(image), to, {width, height}, 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LANCZOS4);
  return image_of(to);
}

Image scaled_mask(const Image& mask, int width, int height) {
  if (width == mask.width() && height == mask.height()) return mask;
  const bool shrinks = std::int64_t(width) * height < std::int64_t(mask.width()) * mask.height();
  cv::Mat to;
  cv::resize(view_of(mask), to, {width, height}, 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
  return image_of(to);
}

Image on_paper(const Image& image) {
  if (image.channels() != 4) return image;
  std::vector<std::uint8_t> pixels;
  pixels.reserve(image.pixels().size() / 4 * 3);
  for (std::size_t i = 0; i < image.pixels().size(); i += 4) {
    const int alpha = image.pixels()[i + 3];
    for (std::size_t c = 0; c < 3; ++c) {
      pixels.push_back(std::uint8_t((image.pixels()[i + c] * alpha + 255 * (255 - alpha) + 127) / 255));
    }
  }
  return Image(image.width(), image.height(), 3, std::move(pixels));
}

void stabilise(cv::Mat& mask) {
  mask.setTo(255, mask >= full_mask);
}

bool is_grey(const Image& picture) {
  if (picture.channels() == 1) return true;
  std::array<cv::Mat, 4> plane;
  cv::split(view_of(picture), plane.data());
  return cv::norm(plane[0], plane[1], cv::NORM_INF) <= 4 && cv::norm(plane[1], plane[2], cv::NORM_INF) <= 4;
}

}  // namespace koma::pipelines
