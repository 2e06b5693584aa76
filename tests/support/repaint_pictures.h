// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/base/picture_file.h"
#include "engine/pipelines/repaint_rect.h"

namespace koma::test {

/// A grey picture from a function of x and y.
inline Image painted(int width, int height, const std::function<int(int, int)>& value) {
  std::vector<std::uint8_t> pixels;
  pixels.reserve(std::size_t(width) * std::size_t(height));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) pixels.push_back(std::uint8_t(value(x, y)));
  }
  return Image(width, height, 1, std::move(pixels));
}

/// Something like a panel: paper, a grey floor with a gradient, a round head with ink outline, screentone in a corner.
inline Image panel_picture(int width, int height) {
  return painted(width, height, [=](int x, int y) {
    const double dx = x - width * 0.5, dy = y - height * 0.42, r = std::hypot(dx, dy), radius = width * 0.2;
    if (std::abs(r - radius) < 2.5) return 8;
    if (r < radius) return 250;
    if (y > height * 3 / 4) return 120 + 80 * x / width;
    if (x > width * 3 / 4 && y < height / 4) return ((x + y) % 8 < 3 && (x - y + 4096) % 8 < 3) ? 20 : 255;
    return 255;
  });
}

/// The same with three channels and a colour of its own in each.
inline Image coloured(const Image& grey) {
  std::vector<std::uint8_t> pixels;
  for (const std::uint8_t value : grey.pixels()) {
    pixels.insert(pixels.end(), {value, std::uint8_t(value * 3 / 4 + 30), std::uint8_t(255 - value / 2)});
  }
  return Image(grey.width(), grey.height(), 3, std::move(pixels));
}

/// 255 inside the rectangle, 0 outside.
inline Image rect_mask(int width, int height, const pipelines::PixelRect& rect) {
  return painted(width, height, [&](int x, int y) {
    return x >= rect.left && x < rect.right() && y >= rect.top && y < rect.bottom() ? 255 : 0;
  });
}

inline Image full_mask_of(const Image& picture) {
  return rect_mask(picture.width(), picture.height(), {0, 0, picture.width(), picture.height()});
}

/// Leaves a picture for eyes in the test output.
inline void leave(const Image& image, const std::string& name) {
  std::filesystem::create_directories(KOMA_TEST_OUTPUT);
  write_png(std::filesystem::path(KOMA_TEST_OUTPUT) / (name + ".actual.png"), image);
}

}  // namespace koma::test
