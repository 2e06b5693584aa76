// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/picture_part.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "engine/base/picture_file.h"

namespace koma::planning {

namespace {

constexpr std::size_t most_png = 1u << 20;

std::string base64(const std::vector<std::uint8_t>& bytes) {
  constexpr const char* signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t word = std::uint32_t(bytes[i]) << 16;
    if (left > 1) word |= std::uint32_t(bytes[i + 1]) << 8;
    if (left > 2) word |= bytes[i + 2];
    for (std::size_t k = 0; k < 4; ++k) out += k <= left ? signs[word >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

}  // namespace

Image scaled_down(const Image& picture, int most) {
  const int longer = std::max(picture.width(), picture.height());
  if (longer <= most) return picture;
  const auto side = [&](int length) { return std::max(1, int(std::int64_t(length) * most / longer)); };
  const int width = side(picture.width()), height = side(picture.height()), channels = picture.channels();
  std::vector<std::uint8_t> pixels(std::size_t(width) * std::size_t(height) * std::size_t(channels));
  const auto edge = [](int i, int count, int length) { return int(std::int64_t(i) * length / count); };
  for (int y = 0; y < height; ++y) {
    const int top = edge(y, height, picture.height()), bottom = edge(y + 1, height, picture.height());
    for (int x = 0; x < width; ++x) {
      const int left = edge(x, width, picture.width()), right = edge(x + 1, width, picture.width());
      const std::int64_t count = std::int64_t(bottom - top) * (right - left);
      for (int c = 0; c < channels; ++c) {
        std::int64_t sum = count / 2;
        for (int v = top; v < bottom; ++v) {
          const std::uint8_t* row = picture.row(v);
          for (int u = left; u < right; ++u) sum += row[u * channels + c];
        }
        pixels[(std::size_t(y) * std::size_t(width) + std::size_t(x)) * std::size_t(channels) + std::size_t(c)] =
            std::uint8_t(sum / count);
      }
    }
  }
  return {width, height, channels, std::move(pixels)};
}

std::string data_uri(const Image& picture) {
  const Image small = to_rgb(scaled_down(picture, longest_side));
  const std::vector<std::uint8_t> png = encode_png(small);
  if (png.size() <= most_png) return "data:image/png;base64," + base64(png);
  return "data:image/jpeg;base64," + base64(encode_jpeg(small, 85));
}

}  // namespace koma::planning
