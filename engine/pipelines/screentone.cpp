// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/screentone.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/pipelines/repaint_pixels.h"

namespace koma::pipelines {

namespace {

constexpr int samples = 3;       // along each side of a pixel
constexpr double nearly = 0.08;  // this near to black or white is not screened

/// Connected parts of a mask that are no larger than a dot. // CV_8U
cv::Mat dots_of(const cv::Mat& mask, double period) {
  cv::Mat labels, stats, centres;
  const int count = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8);
  const double side = 1.6 * period, area = 1.2 * period * period;
  std::vector<std::uint8_t> small(std::size_t(count), 0);
  for (int label = 1; label < count; ++label) {
    const int* row = stats.ptr<int>(label);
    const bool dot = row[cv::CC_STAT_WIDTH] <= side && row[cv::CC_STAT_HEIGHT] <= side && row[cv::CC_STAT_AREA] <= area;
    small[std::size_t(label)] = dot ? 255 : 0;
  }
  cv::Mat dots(mask.size(), CV_8U);
  for (int y = 0; y < mask.rows; ++y) {
    for (int x = 0; x < mask.cols; ++x) dots.at<std::uint8_t>(y, x) = small[std::size_t(labels.at<int>(y, x))];
  }
  return dots;
}

double wave(const ScreenWave& of, double x, double y) {
  return std::cos(whole_turn * (of.across * x + of.down * y) + of.phase);
}

/// The screen's height at a point, −1…1: what is above a grey's level is white.
double height(const Screentone& tone, double x, double y) {
  return tone.second ? (wave(tone.first, x, y) + wave(*tone.second, x, y)) / 2 : wave(tone.first, x, y);
}

/// The level above which a share of the screen lies. // for shares 0…1 in 256 steps
std::vector<double> levels_of(bool dots) {
  constexpr int side = 128;
  std::vector<double> heights;
  for (int i = 0; i < side; ++i) {
    for (int j = 0; j < (dots ? side : 1); ++j) {
      const double a = std::cos(whole_turn * (i + 0.5) / side), b = std::cos(whole_turn * (j + 0.5) / side);
      heights.push_back(dots ? (a + b) / 2 : a);
    }
  }
  std::sort(heights.begin(), heights.end(), std::greater());
  std::vector<double> levels;
  for (int share = 0; share < 256; ++share) {
    levels.push_back(heights[std::min(heights.size() - 1, heights.size() * std::size_t(share) / 255)]);
  }
  return levels;
}

}  // namespace

Image without_screentone(const Image& picture, const Screentone& tone) {
  const cv::Mat grey = view_of(picture);
  const double period = tone.period();
  const cv::Mat ink = grey < 128, paper = ink == 0;
  const cv::Mat dots = dots_of(ink, period), holes = dots_of(paper, period);

  // Tone lies where dots, or holes in black, are many, as far as the outermost; a lone dot is an eye or a freckle.
  cv::Mat density, area;
  const int window = 2 * int(std::lround(1.5 * period)) + 1, gap = int(std::lround(1.4 * period)) | 1;
  cv::blur(dots | holes, density, {window, window});
  cv::morphologyEx(dots | holes, area, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_ELLIPSE, {gap, gap}));
  area &= density > 255 / 20;

  // Ink that belongs to no dot and has no hole nearby is a line: it stays, and lends its black to nobody.
  cv::Mat near_hole;
  cv::dilate(holes, near_hole, cv::getStructuringElement(cv::MORPH_ELLIPSE, {int(period) | 1, int(period) | 1}));
  const cv::Mat line = ink & (dots == 0) & (near_hole == 0);
  cv::Mat weight = cv::Mat::ones(grey.size(), CV_32F), values, sum, total;
  weight.setTo(0, line | (area == 0));
  grey.convertTo(values, CV_32F);
  cv::GaussianBlur(values.mul(weight), sum, {}, 0.8 * period);
  cv::GaussianBlur(weight, total, {}, 0.8 * period);
  cv::Mat mean;
  cv::divide(sum, cv::max(total, 1e-3f), mean);
  cv::Mat flat;
  mean.convertTo(flat, CV_8U);
  cv::Mat result = grey.clone();
  flat.copyTo(result, area & (line == 0));
  return image_of(result);
}

Image with_screentone(const Image& picture, const Screentone& tone, int left, int top) {
  const cv::Mat grey = view_of(picture);
  const std::vector<double> levels = levels_of(tone.second.has_value());
  cv::Mat result = grey.clone();
  const int least = int(255 * nearly), most = 255 - least;
  for (int y = 0; y < grey.rows; ++y) {
    for (int x = 0; x < grey.cols; ++x) {
      const int value = grey.at<std::uint8_t>(y, x);
      if (value < least || value > most) continue;
      int white = 0;
      for (int i = 0; i < samples * samples; ++i) {
        const double dx = (i % samples + 0.5) / samples - 0.5, dy = (i / samples + 0.5) / samples - 0.5;
        white += height(tone, left + x + dx, top + y + dy) > levels[std::size_t(value)] ? 1 : 0;
      }
      constexpr int all = samples * samples;
      result.at<std::uint8_t>(y, x) =
          tone.binary ? (2 * white > all ? 255 : 0) : cv::saturate_cast<std::uint8_t>(255.0 * white / all);
    }
  }
  return image_of(result);
}

}  // namespace koma::pipelines
