// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/tone_match.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/base/error.h"
#include "engine/pipelines/repaint_pixels.h"

namespace koma::pipelines {

namespace {

constexpr double paper = 0.98, ink = 0.05;
constexpr double least_gain = 0.9, most_gain = 1.1;                 // of lightness
constexpr double least_colour_gain = 0.8, most_colour_gain = 1.25;  // of a and b
constexpr double fade = 0.15;  // over this much lightness the match fades out towards paper and ink

/// Kept pixels near the mask. // CV_8U, 0 or 255
cv::Mat counted_pixels(const cv::Mat& mask, const ToneMatch& options) {
  const cv::Mat kept = mask < options.kept * 255;
  cv::Mat distance;
  cv::distanceTransform(kept, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  return kept & (distance <= options.reach);
}

/// Lightness 0…1, then a and b for RGB.
std::vector<cv::Mat> planes_of(const Image& image) {
  cv::Mat unit;
  view_of(image).convertTo(unit, CV_32F, 1 / 255.0);
  if (image.channels() == 1) return {unit};
  cv::cvtColor(unit, unit, cv::COLOR_RGB2Lab);
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
  cv::cvtColor(unit, unit, cv::COLOR_Lab2RGB);
  return image_of_unit(unit);
}

/// out = gain · in + offset
struct Line {
  double gain = 1, offset = 0;
};

Line matching_line(const cv::Mat& from, const cv::Mat& to, const cv::Mat& counted, double least, double most) {
  cv::Scalar from_mean, from_deviation, to_mean, to_deviation;
  cv::meanStdDev(from, from_mean, from_deviation, counted);
  cv::meanStdDev(to, to_mean, to_deviation, counted);
  const double gain = from_deviation[0] < 1e-4 ? 1 : std::clamp(to_deviation[0] / from_deviation[0], least, most);
  return {gain, to_mean[0] - gain * from_mean[0]};
}

struct Extremes {
  double black = 0, white = 1;
};

/// The first and the last per cent of the counted values.
Extremes extremes_of(const cv::Mat& lightness, const cv::Mat& counted) {
  std::vector<float> values;
  for (int y = 0; y < lightness.rows; ++y) {
    for (int x = 0; x < lightness.cols; ++x) {
      if (counted.at<std::uint8_t>(y, x)) values.push_back(lightness.at<float>(y, x));
    }
  }
  const auto at = [&](double part) {
    const auto place = values.begin() + std::ptrdiff_t(part * double(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return double(*place);
  };
  return {at(0.01), at(0.99)};
}

/// Lightness of a black and white page: a two-point map pins paper and ink, the greys between are matched.
cv::Mat matched_ink(const cv::Mat& from, const cv::Mat& to, const cv::Mat& counted) {
  const Extremes own = extremes_of(from, counted), page = extremes_of(to, counted);
  const bool has_paper = page.white >= paper, has_ink = page.black <= ink;
  const Extremes source{has_ink ? own.black : 0, has_paper ? own.white : 1};
  const Extremes target{has_ink ? page.black : 0, has_paper ? page.white : 1};
  Line pins;
  if (source.white - source.black > 0.5) {
    pins.gain = std::clamp((target.white - target.black) / (source.white - source.black), least_gain, most_gain);
    pins.offset = has_paper ? target.white - pins.gain * source.white : target.black - pins.gain * source.black;
  }
  cv::Mat pinned = from * pins.gain + pins.offset;
  const Line line = matching_line(pinned, to, counted, least_gain, most_gain);
  cv::Mat share = cv::Mat::ones(pinned.size(), CV_32F);
  if (has_paper) share = cv::min(share, (paper - pinned) / fade);
  if (has_ink) share = cv::min(share, (pinned - ink) / fade);
  share = cv::max(share, 0.0);
  cv::Mat result = pinned + share.mul(pinned * (line.gain - 1) + line.offset);
  if (has_paper) result.setTo(target.white, pinned >= paper);
  if (has_ink) result.setTo(target.black, pinned <= ink);
  return result;
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
    const Line line = i == 0 ? matching_line(from[i], to[i], counted, least_gain, most_gain)
                             : matching_line(from[i], to[i], counted, least_colour_gain, most_colour_gain);
    from[i] = from[i] * line.gain + line.offset;
  }
  return image_from(std::move(from));
}

}  // namespace koma::pipelines
