// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/ink_finish.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "engine/base/error.h"

namespace koma::pipelines {

namespace {

float smoothstep(float x, float from, float to) {
  const float t = std::clamp((x - from) / (to - from), 0.0f, 1.0f);
  return t * t * (3 - 2 * t);
}

cv::Mat blurred(const cv::Mat& picture, double sigma) {
  cv::Mat result;
  cv::GaussianBlur(picture, result, {}, sigma);
  return result;
}

/// The grey areas without their lines: median against noise, dilation against the dark halo along a line.
cv::Mat tones_of(const cv::Mat& light, double scale) {  // float 0…1 → same
  cv::Mat clean;
  cv::Mat(cv::max(cv::min(light, 1.0), 0.0)).convertTo(clean, CV_8U, 255, -0.5);
  cv::medianBlur(clean, clean, 2 * int(1.2 * scale) + 1);
  cv::Mat tone;
  clean.convertTo(tone, CV_32F, 1 / 255.0);
  tone = blurred(tone, 0.5 * scale);
  const int reach = std::max(1, int(std::lround(1.4 * scale)));
  cv::dilate(tone, tone, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * reach + 1, 2 * reach + 1}));
  return blurred(tone, 0.6 * scale);
}

/// The lightest grey that mini draws is 0.94 (sand, a tiled wall); what stands above 0.966 is paper with the decoder's
/// noise.
float paper_or_black(float tone) {
  return tone > 0.966f ? 1.0f : tone < 0.16f ? 0.0f : tone;
}

/// A dot screen at 45°: the nearer to a cell's centre, the later a tone turns white.
float halftone(float tone, int x, int y, double cell) {
  if (tone >= 1 || tone <= 0) return tone;
  const double wave = std::cos((x + y) * std::numbers::pi / cell) * std::cos((x - y) * std::numbers::pi / cell);
  return smoothstep(tone - (1 - float((wave + 1) / 2)) * 0.999f, -0.06f, 0.06f);
}

}  // namespace

Image ink_finish(const Image& grey, const InkFinish& finish) {
  if (grey.channels() != 1) throw Error(ErrorCode::invalid_argument, "the ink finish needs a grey picture");
  const int width = finish.width ? finish.width : grey.width();
  const int height = finish.height ? finish.height : grey.height();
  const cv::Mat bytes(grey.height(), grey.width(), CV_8U, const_cast<std::uint8_t*>(grey.pixels().data()));
  cv::Mat light;
  bytes.convertTo(light, CV_32F, 1 / 255.0);
  const double scale = std::sqrt(double(width) * height / (double(grey.width()) * grey.height()));
  if (width != grey.width() || height != grey.height()) {
    cv::resize(light, light, {width, height}, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  }
  light = blurred(light, 0.32 * scale);
  const cv::Mat tones = tones_of(light, scale);
  std::vector<std::uint8_t> inked(std::size_t(width) * std::size_t(height));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      float tone = paper_or_black(tones.at<float>(y, x));
      if (finish.dot_cell > 0) tone = halftone(tone, x, y, finish.dot_cell);
      const float paper = smoothstep(light.at<float>(y, x), 0.33f, 0.45f);
      inked[std::size_t(y) * std::size_t(width) + std::size_t(x)] =
          std::uint8_t(std::clamp(tone * paper, 0.0f, 1.0f) * 255);
    }
  }
  return Image(width, height, 1, std::move(inked));
}

}  // namespace koma::pipelines
