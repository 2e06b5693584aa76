// SPDX-License-Identifier: Apache-2.0
#include "engine/base/image.h"

#include "engine/base/error.h"

namespace koma {

Image::Image(int width, int height, int channels, std::vector<std::uint8_t> pixels)
    : width_(width), height_(height), channels_(channels) {
  const bool shape_ok = width > 0 && height > 0 && (channels == 1 || channels == 3 || channels == 4);
  if (!shape_ok || pixels.size() != std::size_t(width) * std::size_t(height) * std::size_t(channels)) {
    throw Error(ErrorCode::invalid_argument, "picture size and pixel count disagree");
  }
  pixels_ = std::make_shared<const std::vector<std::uint8_t>>(std::move(pixels));
}

std::span<const std::uint8_t> Image::pixels() const noexcept {
  return pixels_ ? std::span<const std::uint8_t>(*pixels_) : std::span<const std::uint8_t>();
}

const std::uint8_t* Image::row(int y) const noexcept {
  return pixels_->data() + std::size_t(y) * std::size_t(width_) * std::size_t(channels_);
}

bool operator==(const Image& a, const Image& b) noexcept {
  if (a.width_ != b.width_ || a.height_ != b.height_ || a.channels_ != b.channels_) return false;
  return a.pixels_ == b.pixels_ || (a.pixels_ && b.pixels_ && *a.pixels_ == *b.pixels_);
}

Image to_grey(const Image& image) {
  if (image.channels() == 1) return image;
  std::vector<std::uint8_t> grey;
  grey.reserve(std::size_t(image.width()) * std::size_t(image.height()));
  const auto pixels = image.pixels();
  const auto step = std::size_t(image.channels());
  for (std::size_t i = 0; i < pixels.size(); i += step) {
    const auto luma = 19595u * pixels[i] + 38470u * pixels[i + 1] + 7471u * pixels[i + 2] + 32768u;
    grey.push_back(static_cast<std::uint8_t>(luma >> 16));
  }
  return Image(image.width(), image.height(), 1, std::move(grey));
}

Image to_rgb(const Image& image) {
  if (image.channels() == 3) return image;
  const auto pixels = image.pixels();
  const auto step = std::size_t(image.channels());
  std::vector<std::uint8_t> rgb;
  rgb.reserve(std::size_t(image.width()) * std::size_t(image.height()) * 3);
  for (std::size_t i = 0; i < pixels.size(); i += step) {
    for (std::size_t c = 0; c < 3; ++c) rgb.push_back(pixels[i + (step == 1 ? 0 : c)]);
  }
  return Image(image.width(), image.height(), 3, std::move(rgb));
}

}  // namespace koma
