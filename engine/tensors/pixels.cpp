// SPDX-License-Identifier: Apache-2.0
#include "engine/tensors/pixels.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "engine/base/error.h"
#include "engine/tensors/resize.h"

namespace koma::tensors {
namespace {

constexpr std::array<double, 3> clip_mean = {0.48145466, 0.4578275, 0.40821073};
constexpr std::array<double, 3> clip_deviation = {0.26862954, 0.26130258, 0.27577711};
constexpr int longest_ratio = 100;  // beyond it, scaling the shorter edge would need gigabytes
constexpr std::array<double, 3> half = {0.5, 0.5, 0.5};

/// uint8 [channels, H, W], a copy
at::Tensor planes(const Image& image) {
  const at::Tensor pixels = at::empty({image.height(), image.width(), image.channels()}, at::kByte);
  std::memcpy(pixels.data_ptr(), image.pixels().data(), image.pixels().size());
  return pixels.permute({2, 0, 1}).contiguous();
}

/// As transformers' image processors: the product with 1/255 in float64, the rest in float32. // [3, H, W]
at::Tensor normalised(const Image& rgb, const std::array<double, 3>& mean, const std::array<double, 3>& deviation) {
  const at::Tensor unit = (planes(rgb).to(at::kDouble) * (1.0 / 255.0)).to(at::kFloat);
  const auto column = [](const std::array<double, 3>& values) {
    return at::tensor(at::ArrayRef<double>(values.data(), values.size()), at::kDouble).to(at::kFloat).view({3, 1, 1});
  };
  return (unit - column(mean)) / column(deviation);
}

}  // namespace

at::Tensor to_tensor(const Image& image) {
  return planes(image).to(at::kFloat) / 127.5 - 1.0;
}

Image to_image(const at::Tensor& tensor) {
  if (tensor.dim() != 3 || (tensor.size(0) != 1 && tensor.size(0) != 3) || tensor.numel() == 0) {
    throw Error(ErrorCode::invalid_argument, "only a tensor of 1 or 3 channels, height and width makes a picture");
  }
  const at::Tensor unit = (tensor.detach().to(at::kCPU, at::kFloat) / 2 + 0.5).nan_to_num(0.0).clamp(0, 1);
  const at::Tensor bytes = (unit * 255).round().to(at::kByte).permute({1, 2, 0}).contiguous();  // [H, W, channels]
  const auto* start = bytes.const_data_ptr<std::uint8_t>();
  return Image(static_cast<int>(tensor.size(2)), static_cast<int>(tensor.size(1)), static_cast<int>(tensor.size(0)),
               std::vector<std::uint8_t>(start, start + bytes.numel()));
}

Image clip_cropped(const Image& image, int side) {
  const Image rgb = image.channels() == 4 ? to_rgb(image) : image;
  const std::int64_t shorter = std::max(std::min(rgb.width(), rgb.height()), 1);
  if (std::max(rgb.width(), rgb.height()) / shorter > longest_ratio) {
    throw Error(ErrorCode::invalid_argument, "the picture is more than 100 times as long as wide; cut it first");
  }
  const auto scaled = [&](std::int64_t length) { return static_cast<int>(side * length / shorter); };
  return centre_cropped(resized(rgb, scaled(rgb.width()), scaled(rgb.height()), Filter::bicubic), side, side);
}

Image magi_stretched(const Image& image, int side) {
  return resized(image.channels() == 4 ? to_rgb(image) : image, side, side, Filter::bilinear);
}

at::Tensor clip_pixels(const Image& image, int side) {
  return normalised(to_rgb(clip_cropped(image, side)), clip_mean, clip_deviation);
}

at::Tensor magi_pixels(const Image& image, int side) {
  return normalised(to_rgb(magi_stretched(image, side)), half, half);
}

}  // namespace koma::tensors
