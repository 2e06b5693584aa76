// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/tone_error.h"

#include <cmath>

namespace koma::training {

namespace {

constexpr double most_ink = 0.06, least_paper = 0.94, most_bend = 1.18;

}  // namespace

ToneError random_tone_error(synthesis::Random& random, double gain) {
  return {1 + random.uniform(-gain, gain), random.uniform(-largest_offset, largest_offset)};
}

cv::Mat with_tone_error(const cv::Mat& picture, const ToneError& error) {
  cv::Mat result;
  picture.convertTo(result, -1, error.gain, error.offset);
  return cv::max(cv::min(result, 1.0), 0.0);
}

PaperDrift random_paper_drift(synthesis::Random& random) {
  return {random.uniform(0, most_ink), random.uniform(least_paper, 1),
          std::exp(random.uniform(-1, 1) * std::log(most_bend))};
}

cv::Mat with_paper_drift(const cv::Mat& picture, const PaperDrift& drift) {
  cv::Mat result;
  cv::pow(cv::max(picture, 0.0), drift.bend, result);
  return result * (drift.paper - drift.ink) + drift.ink;
}

}  // namespace koma::training
