// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace koma {

/// Immutable 8-bit pixels, rows top to bottom, interleaved channels (1 grey, 3 RGB, 4 RGBA straight alpha), no padding.
/// Copying shares the pixels, so a value may cross threads freely.
class Image {
 public:
  Image() = default;
  /// `pixels` holds height × width × channels bytes. Throws Error(invalid_argument) when the sizes disagree.
  Image(int width, int height, int channels, std::vector<std::uint8_t> pixels);

  [[nodiscard]] int width() const noexcept { return width_; }
  [[nodiscard]] int height() const noexcept { return height_; }
  [[nodiscard]] int channels() const noexcept { return channels_; }
  [[nodiscard]] bool empty() const noexcept { return pixels_ == nullptr; }
  [[nodiscard]] std::span<const std::uint8_t> pixels() const noexcept;
  [[nodiscard]] const std::uint8_t* row(int y) const noexcept;

  /// Equal size and equal pixels.
  friend bool operator==(const Image& a, const Image& b) noexcept;

 private:
  int width_ = 0;
  int height_ = 0;
  int channels_ = 0;
  std::shared_ptr<const std::vector<std::uint8_t>> pixels_;
};

/// ITU-R 601 luma as Pillow computes it: (19595 R + 38470 G + 7471 B + 32768) >> 16; alpha is ignored.
[[nodiscard]] Image to_grey(const Image& image);
/// Three equal channels from grey; alpha is dropped without compositing, as Pillow's convert("RGB") does.
[[nodiscard]] Image to_rgb(const Image& image);

}  // namespace koma
