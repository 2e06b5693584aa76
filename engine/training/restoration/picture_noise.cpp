// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/picture_noise.h"

#include <cmath>
#include <functional>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace koma::training {

namespace {

constexpr double few = 30;

/// Adds what `noise` makes of each value, or of each pixel's grey.
void add_each(cv::Mat& picture, bool grey, const std::function<float(float)>& noise) {
  const int channels = picture.channels();
  cv::Mat luma;
  if (grey && channels == 3) cv::cvtColor(picture, luma, cv::COLOR_RGB2GRAY);
  for (int y = 0; y < picture.rows; ++y) {
    float* row = picture.ptr<float>(y);
    for (int x = 0; x < picture.cols; ++x) {
      const float same = luma.empty() ? 0 : noise(luma.at<float>(y, x));
      for (int c = 0; c < channels; ++c) row[x * channels + c] += luma.empty() ? noise(row[x * channels + c]) : same;
    }
  }
}

/// So many of the 256 levels as occur, rounded up to a power of 2.
double levels_of(const cv::Mat& picture) {
  cv::Mat bytes;
  picture.convertTo(bytes, CV_8U, 255);
  std::vector<bool> seen(256);
  for (const std::uint8_t value : cv::Mat_<std::uint8_t>(bytes.reshape(1))) seen[value] = true;
  return std::exp2(std::ceil(std::log2(double(std::count(seen.begin(), seen.end(), true)))));
}

}  // namespace

double normal(synthesis::Random& random) {
  const double radius = std::sqrt(-2 * std::log(1 - random.uniform(0, 1)));
  return radius * std::cos(random.uniform(0, 2 * std::numbers::pi));
}

double poisson(synthesis::Random& random, double mean) {
  if (mean > few) return std::max(0.0, std::round(mean + std::sqrt(mean) * normal(random)));
  int count = -1;
  for (double product = 1, least = std::exp(-mean); product > least; ++count) product *= 1 - random.uniform(0, 1);
  return count;
}

void add_normal_noise(synthesis::Random& random, double deviation, bool grey, cv::Mat& picture) {
  add_each(picture, grey, [&](float) { return float(deviation * normal(random)); });
}

void add_poisson_noise(synthesis::Random& random, double scale, bool grey, cv::Mat& picture) {
  const double levels = levels_of(picture);
  add_each(picture, grey, [&](float value) {
    const double whole = std::round(std::clamp(double(value), 0.0, 1.0) * 255) / 255;
    return float(scale * (poisson(random, whole * levels) / levels - whole));
  });
}

void add_noise(synthesis::Random& random, const NoiseRecipe& recipe, cv::Mat& picture) {
  const bool normally = random.chance(recipe.normal_share);
  const double strength = normally ? random.uniform(recipe.least_deviation, recipe.most_deviation) / 255
                                   : random.uniform(recipe.least_scale, recipe.most_scale);
  const bool grey = random.chance(recipe.grey_share);
  normally ? add_normal_noise(random, strength, grey, picture) : add_poisson_noise(random, strength, grey, picture);
}

}  // namespace koma::training
