// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/tone_match.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/base/error.h"
#include "engine/pipelines/repaint_pixels.h"

namespace koma::pipelines {

namespace {

constexpr double paper = 0.98, ink = 0.05;
constexpr int fewest_pinned = 50;
constexpr double fade = 0.15;  // over this much lightness the match fades out towards paper and ink

/// Kept pixels near the mask. // CV_8U, 0 or 255
cv::Mat counted_pixels(const cv::Mat& mask, const ToneMatch& options) {
  const cv::Mat kept = mask < options.kept * 255;
  cv::Mat distance;
  cv::distanceTransform(kept, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  return kept & (distance <= options.reach);
}

/// sRGB's curve (IEC 61966-2-1), for 8-bit values. // 256 of 0…1
cv::Mat linear_light() {
  cv::Mat table(1, 256, CV_32F);
  for (int i = 0; i < 256; ++i) {
    const double value = i / 255.0;
    table.at<float>(i) = float(value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4));
  }
  return table;
}

float encoded(float light) {
  return light <= 0.0031308f ? 12.92f * light : 1.055f * std::pow(light, 1 / 2.4f) - 0.055f;
}

/// Lightness 0…1, then a and b for RGB. OpenCV's own curve is interpolated and off by up to 3 of 255; its conversion
/// from linear light is exact.
std::vector<cv::Mat> planes_of(const Image& image) {
  cv::Mat unit;
  if (image.channels() == 1) {
    view_of(image).convertTo(unit, CV_32F, 1 / 255.0);
    return {unit};
  }
  cv::LUT(view_of(image), linear_light(), unit);
  cv::cvtColor(unit, unit, cv::COLOR_LRGB2Lab);
  std::vector<cv::Mat> planes;
  cv::split(unit, planes);
  planes[0] /= 100;
  return planes;
}

Image image_from(std::vector<cv::Mat> planes) {
  if (planes.size() == 1) return image_of_unit(planes[0]);
  cv::Mat unit;
  planes[0] *= 100;
  cv::merge(planes, unit);
  cv::cvtColor(unit, unit, cv::COLOR_Lab2LRGB);
  unit.forEach<cv::Vec3f>([](cv::Vec3f& pixel, const int*) {
    for (int c = 0; c < 3; ++c) pixel[c] = encoded(pixel[c]);
  });
  return image_of_unit(unit);
}

/// out = gain · in + offset
struct Line {
  double gain = 1, offset = 0;
};

/// How far a line may go.
struct Reins {
  double least_gain, most_gain, most_shift;
};
constexpr Reins lightness_reins{0.9, 1.1, 0.1}, colour_reins{0.8, 1.25, 10};

Line matching_line(const cv::Mat& from, const cv::Mat& to, const cv::Mat& counted, const Reins& reins) {
  cv::Scalar from_mean, from_deviation, to_mean, to_deviation;
  cv::meanStdDev(from, from_mean, from_deviation, counted);
  cv::meanStdDev(to, to_mean, to_deviation, counted);
  const double wanted = from_deviation[0] < 1e-4 ? 1 : to_deviation[0] / from_deviation[0];
  const double gain = std::clamp(wanted, reins.least_gain, reins.most_gain);
  const double shift = std::clamp(to_mean[0] - from_mean[0], -reins.most_shift, reins.most_shift);
  return {gain, from_mean[0] * (1 - gain) + shift};
}

double median(const cv::Mat& lightness, const cv::Mat& chosen) {
  std::vector<float> values;
  for (int y = 0; y < lightness.rows; ++y) {
    for (int x = 0; x < lightness.cols; ++x) {
      if (chosen.at<std::uint8_t>(y, x)) values.push_back(lightness.at<float>(y, x));
    }
  }
  const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// One end of the scale, where the page has it: its value in the drawing and in the page.
struct Pin {
  bool found = false;
  double own = 0, page = 0;
};

/// `chosen`: the counted pixels that are paper (or ink) in the page; both pictures show them.
Pin pin_of(const cv::Mat& from, const cv::Mat& to, const cv::Mat& chosen, double absent) {
  if (cv::countNonZero(chosen) < fewest_pinned) return {false, absent, absent};
  return {true, median(from, chosen), median(to, chosen)};
}

/// Lightness of a black and white page: a two-point map pins paper and ink, the greys between are matched.
cv::Mat matched_ink(const cv::Mat& from, const cv::Mat& to, const cv::Mat& counted) {
  const Pin white = pin_of(from, to, counted & (to >= paper), 1), black = pin_of(from, to, counted & (to <= ink), 0);
  Line pins;
  if (white.own - black.own > 0.5) {
    pins.gain = std::clamp((white.page - black.page) / (white.own - black.own), lightness_reins.least_gain,
                           lightness_reins.most_gain);
    pins.offset = white.found ? white.page - pins.gain * white.own : black.page - pins.gain * black.own;
  }
  cv::Mat pinned = from * pins.gain + pins.offset;
  const Line line = matching_line(pinned, to, counted, lightness_reins);
  cv::Mat share = cv::Mat::ones(pinned.size(), CV_32F);
  if (white.found) share = cv::min(share, (paper - pinned) / fade);
  if (black.found) share = cv::min(share, (pinned - ink) / fade);
  share = cv::max(share, 0.0);
  return pinned + share.mul(pinned * (line.gain - 1) + line.offset);
}

}  // namespace

Image tone_match(const Image& drawn, const Image& original, const Image& denoise, const ToneMatch& options) {
  const auto same_size = [&](const Image& image) {
    return image.width() == drawn.width() && image.height() == drawn.height();
  };
  if (drawn.empty() || !same_size(original) || !same_size(denoise) || drawn.channels() == 4 ||
      drawn.channels() != original.channels() || denoise.channels() != 1) {
    throw Error(ErrorCode::invalid_argument, "tones are matched between grey or RGB pictures of one size");
  }
  const cv::Mat counted = counted_pixels(view_of(denoise), options);
  if (cv::countNonZero(counted) < options.least) return drawn;
  std::vector<cv::Mat> from = planes_of(drawn);
  const std::vector<cv::Mat> to = planes_of(original);
  if (options.lightness_only) {
    from[0] = matched_ink(from[0], to[0], counted);
    return image_from(std::move(from));
  }
  for (std::size_t i = 0; i < from.size(); ++i) {
    const Line line = matching_line(from[i], to[i], counted, i == 0 ? lightness_reins : colour_reins);
    from[i] = from[i] * line.gain + line.offset;
  }
  return image_from(std::move(from));
}

}  // namespace koma::pipelines
