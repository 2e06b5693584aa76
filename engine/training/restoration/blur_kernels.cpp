// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/blur_kernels.h"

#include <cmath>
#include <numbers>

namespace koma::training {

namespace {

constexpr double last_sinc_share = 0.8;
constexpr int short_side = 13;
// Real-ESRGAN's own shares, round and askew for each bell.
constexpr double normal_round = 0.45, normal_askew = 0.25, generalised_round = 0.12, generalised_askew = 0.03,
                 plateau_round = 0.12, plateau_askew = 0.03;
constexpr double least_exponent = 0.5, most_exponent = 4, least_edge = 1, most_edge = 2;

int random_side(synthesis::Random& random) {
  return 7 + 2 * random.integer(8);
}

cv::Mat random_sinc(synthesis::Random& random, int side) {
  const double least = side < short_side ? std::numbers::pi / 3 : std::numbers::pi / 5;
  return sinc_kernel(side, random.uniform(least, std::numbers::pi));
}

/// As often below 1 as above it.
double random_exponent(synthesis::Random& random, double least, double most) {
  return random.chance(0.5) ? random.uniform(least, 1) : random.uniform(1, most);
}

cv::Mat normalised(const cv::Mat& kernel) {
  cv::Mat result;
  kernel.convertTo(result, CV_32F, 1 / cv::sum(kernel)[0]);
  return result;
}

}  // namespace

cv::Mat bell_kernel(int side, const BellKernel& shape) {
  const double cosine = std::cos(shape.angle), sine = std::sin(shape.angle);
  cv::Mat kernel(side, side, CV_64F);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const double right = x - side / 2, below = y - side / 2;
      const double along = (right * cosine + below * sine) / shape.across,
                   beside = (below * cosine - right * sine) / shape.down;
      const double far = std::pow(along * along + beside * beside, shape.exponent);
      kernel.at<double>(y, x) = shape.bell == Bell::plateau ? 1 / (far + 1) : std::exp(-0.5 * far);
    }
  }
  return normalised(kernel);
}

cv::Mat sinc_kernel(int side, double cutoff) {
  cv::Mat kernel(side, side, CV_64F);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const double far = std::hypot(x - side / 2, y - side / 2);
      kernel.at<double>(y, x) = far == 0 ? cutoff * cutoff / (4 * std::numbers::pi)
                                         : cutoff * std::cyl_bessel_j(1, cutoff * far) / (2 * std::numbers::pi * far);
    }
  }
  return normalised(kernel);
}

cv::Mat random_kernel(synthesis::Random& random, const BlurRecipe& recipe) {
  const int side = random_side(random);
  if (random.chance(recipe.sinc_share)) return random_sinc(random, side);
  const int kind =
      random.pick({normal_round, normal_askew, generalised_round, generalised_askew, plateau_round, plateau_askew});
  BellKernel shape;
  shape.bell = kind < 2 ? Bell::normal : kind < 4 ? Bell::generalised : Bell::plateau;
  shape.across = shape.down = random.uniform(recipe.least_width, recipe.most_width);
  if (kind % 2 == 1) {
    shape.down = random.uniform(recipe.least_width, recipe.most_width);
    shape.angle = random.uniform(-std::numbers::pi, std::numbers::pi);
  }
  if (shape.bell == Bell::generalised) shape.exponent = random_exponent(random, least_exponent, most_exponent);
  if (shape.bell == Bell::plateau) shape.exponent = random_exponent(random, least_edge, most_edge);
  return bell_kernel(side, shape);
}

cv::Mat last_kernel(synthesis::Random& random) {
  const int side = random_side(random);
  if (random.chance(last_sinc_share)) return random_sinc(random, side);
  return cv::Mat::ones(1, 1, CV_32F);
}

}  // namespace koma::training
