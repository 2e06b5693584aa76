// SPDX-License-Identifier: Apache-2.0
#include "engine/training/llmga/assistant_pictures.h"

#include <algorithm>
#include <cmath>

#include "engine/tensors/pixels.h"
#include "engine/tensors/resize.h"

namespace koma::training {

namespace {

constexpr int training_side = 512;

Image squared(const Image& picture, PictureFit fit) {
  using tensors::Filter;
  if (fit == PictureFit::squash) return tensors::resized(picture, training_side, training_side, Filter::lanczos);
  const double scale = double(training_side) / std::min(picture.width(), picture.height());
  const auto scaled = [&](int side) { return std::max(training_side, int(std::lround(side * scale))); };
  const Image covering = tensors::resized(picture, scaled(picture.width()), scaled(picture.height()), Filter::lanczos);
  return tensors::centre_cropped(covering, training_side, training_side);
}

}  // namespace

at::Tensor assistant_pixels(const Image& picture, const models::ClipVisionConfig& vision, PictureFit fit) {
  const Image square = squared(to_rgb(picture), fit);
  const auto side = int(vision.image_size);
  if (vision.num_channels != 1) return tensors::clip_pixels(square, side);
  return tensors::to_tensor(tensors::resized(to_grey(square), side, side, tensors::Filter::bicubic));
}

}  // namespace koma::training
