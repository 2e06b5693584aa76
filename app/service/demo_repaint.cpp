// SPDX-License-Identifier: Apache-2.0
#include "app/service/demo_repaint.h"

#include <opencv2/imgproc.hpp>

namespace koma::app {

namespace {

constexpr int usualFeather = 16;  // pixels

/// A header over an image's pixels; nothing writes to it.
cv::Mat matOf(const Image& image) {
  const int type = CV_MAKETYPE(CV_8U, image.channels());
  return cv::Mat(image.height(), image.width(), type, const_cast<std::uint8_t*>(image.pixels().data()));
}

cv::Mat grey(const Image& image) {
  const cv::Mat pixels = matOf(image);
  if (image.channels() == 1) return pixels;
  cv::Mat out;
  cv::cvtColor(pixels, out, image.channels() == 4 ? cv::COLOR_RGBA2GRAY : cv::COLOR_RGB2GRAY);
  return out;
}

cv::Mat resized(const cv::Mat& pixels, cv::Size size) {
  if (pixels.size() == size) return pixels;
  cv::Mat out;
  cv::resize(pixels, out, size, 0, 0, size.width < pixels.cols ? cv::INTER_AREA : cv::INTER_CUBIC);
  return out;
}

Image imageOf(const cv::Mat& pixels) {
  const cv::Mat whole = pixels.isContinuous() ? pixels : pixels.clone();
  return Image(whole.cols, whole.rows, 1, std::vector<std::uint8_t>(whole.datastart, whole.dataend));
}

}  // namespace

DemoRepaint::DemoRepaint(const api::GenerationRequest& request) {
  if (request.init_picture.empty()) return;
  const cv::Size size(*request.width, *request.height);
  kept_ = imageOf(resized(grey(api::pixels_of(request.init_picture)), size));
  cv::Mat mask(size, CV_8U, cv::Scalar(255));
  if (!request.mask.empty()) mask = resized(grey(api::pixels_of(request.mask)), size).clone();
  const int feather = request.repaint ? request.repaint->feather.value_or(usualFeather) : usualFeather;
  if (feather > 0 && !request.mask.empty()) {
    // Inward only: outside of the mask nothing changes.
    cv::Mat soft;
    cv::GaussianBlur(mask, soft, {0, 0}, feather / 2.0, 0, cv::BORDER_REPLICATE);
    soft.convertTo(soft, CV_8U, 2, -255);
    cv::min(soft, mask, mask);
  }
  mask.convertTo(mask, CV_8U, request.strength);
  mask_ = imageOf(mask);
}

Image DemoRepaint::over(const Image& fresh) const {
  if (kept_.empty()) return fresh;
  const cv::Size size(fresh.width(), fresh.height());
  const cv::Mat share = resized(matOf(mask_), size), kept = resized(matOf(kept_), size), made = grey(fresh);
  cv::Mat out(size, CV_8U);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const int part = share.at<std::uint8_t>(y, x);
      const int mixed = made.at<std::uint8_t>(y, x) * part + kept.at<std::uint8_t>(y, x) * (255 - part);
      out.at<std::uint8_t>(y, x) = std::uint8_t((mixed + 127) / 255);
    }
  }
  return imageOf(out);
}

Image demoMask(const api::GenerationRequest& request) {
  UnitBox box{0.3f, 0.3f, 0.7f, 0.7f};
  for (const api::PlacedCharacter& character : request.characters) {
    const bool named = !character.name.empty() && request.repaint->words.find(character.name) != std::string::npos;
    if (named) box = character.box;
  }
  const auto width = float(*request.width), height = float(*request.height);
  const cv::Point2f first(box.left * width, box.top * height), last(box.right * width, box.bottom * height);
  cv::Mat mask = cv::Mat::zeros(*request.height, *request.width, CV_8U);
  cv::ellipse(mask, cv::RotatedRect((first + last) / 2, cv::Size2f(last.x - first.x, last.y - first.y), 0),
              cv::Scalar(255), cv::FILLED);
  return imageOf(mask);
}

}  // namespace koma::app
