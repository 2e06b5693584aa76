// SPDX-License-Identifier: Apache-2.0
#include "engine/training/restoration/photo_errors.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "engine/base/picture_file.h"
#include "engine/pipelines/repaint_pixels.h"
#include "engine/training/restoration/blur_kernels.h"
#include "engine/training/restoration/picture_noise.h"

namespace koma::training {

namespace {

/// One of the two passes.
struct Pass {
  BlurRecipe blur;
  double blur_share;
  double up, down, keep;  ///< shares
  double least_size, most_size;
  NoiseRecipe noise;
};
constexpr Pass first{{0.1, 0.2, 3}, 1, 0.2, 0.7, 0.1, 0.15, 1.5, {0.5, 1, 30, 0.05, 3, 0.4}};
constexpr Pass second{{0.1, 0.2, 1.5}, 0.8, 0.3, 0.4, 0.3, 0.3, 1.2, {0.5, 1, 25, 0.05, 2.5, 0.4}};
constexpr int least_quality = 30, most_quality = 95;

cv::Mat filtered(const cv::Mat& picture, const cv::Mat& kernel) {
  cv::Mat result;
  cv::filter2D(picture, result, -1, kernel, {-1, -1}, 0, cv::BORDER_REFLECT_101);
  return result;
}

cv::Mat resized(synthesis::Random& random, const cv::Mat& picture, cv::Size size) {
  constexpr int ways[] = {cv::INTER_AREA, cv::INTER_LINEAR, cv::INTER_CUBIC};
  cv::Mat result;
  cv::resize(picture, result, size, 0, 0, ways[random.integer(3)]);
  return result;
}

cv::Mat some_jpeg(synthesis::Random& random, const cv::Mat& picture) {
  return through_jpeg(picture, least_quality + random.integer(most_quality - least_quality + 1));
}

/// Blur, another size, noise. `whole`: the clean picture's size, of which the new one is a share.
cv::Mat passed(synthesis::Random& random, const Pass& pass, const cv::Mat& picture, cv::Size whole) {
  cv::Mat result = picture.clone();
  if (random.chance(pass.blur_share)) result = filtered(result, random_kernel(random, pass.blur));
  double size = 1;
  switch (random.pick({pass.up, pass.down, pass.keep})) {
    case 0:
      size = random.uniform(1, pass.most_size);
      break;
    case 1:
      size = random.uniform(pass.least_size, 1);
      break;
    default:
      break;
  }
  result = resized(random, result, {std::max(1, int(whole.width * size)), std::max(1, int(whole.height * size))});
  add_noise(random, pass.noise, result);
  return result;
}

}  // namespace

cv::Mat through_jpeg(const cv::Mat& picture, int quality) {
  const auto bytes = encode_jpeg(pipelines::image_of_unit(picture), quality);
  const Image read = decode_picture(bytes, "JPEG");
  cv::Mat result;
  pipelines::view_of(picture.channels() == 1 ? to_grey(read) : to_rgb(read)).convertTo(result, CV_32F, 1 / 255.0);
  return result;
}

cv::Mat photo_errors(synthesis::Random& random, const cv::Mat& picture, int scale) {
  const cv::Size small(picture.cols / scale, picture.rows / scale);
  cv::Mat result = some_jpeg(random, passed(random, first, picture, picture.size()));
  result = passed(random, second, result, small);
  const cv::Mat ringing = last_kernel(random);
  if (random.chance(0.5)) {
    result = some_jpeg(random, filtered(resized(random, result, small), ringing));
  } else {
    result = filtered(resized(random, some_jpeg(random, result), small), ringing);
  }
  return cv::max(cv::min(result, 1.0), 0.0);
}

}  // namespace koma::training
