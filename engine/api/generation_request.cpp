// SPDX-License-Identifier: Apache-2.0
#include "engine/api/generation_request.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/api/request_names.h"
#include "engine/base/picture_file.h"

namespace koma::api {

namespace {

/// From the first to one past the last pixel of an edge's part.
std::pair<int, int> span_of(float from, float to, int size) {
  const int first = std::clamp(int(std::lround(from * float(size))), 0, size - 1);
  return {first, std::clamp(int(std::lround(to * float(size))), first + 1, size)};
}

Image cropped(const Image& image, const UnitBox& crop) {
  const auto [left, right] = span_of(crop.left, crop.right, image.width());
  const auto [top, bottom] = span_of(crop.top, crop.bottom, image.height());
  const int n = image.channels();
  std::vector<std::uint8_t> pixels;
  for (int y = top; y < bottom; ++y) {
    pixels.insert(pixels.end(), image.row(y) + std::ptrdiff_t(left) * n, image.row(y) + std::ptrdiff_t(right) * n);
  }
  return Image(right - left, bottom - top, n, std::move(pixels));
}

}  // namespace

Image pixels_of(const Picture& picture) {
  const Image image = picture.image.empty() ? read_picture(picture.path) : picture.image;
  return picture.crop == UnitBox{0, 0, 1, 1} ? image : cropped(image, picture.crop);
}

const char* to_string(SamplerKind kind) noexcept {
  return names::samplers[int(kind)];
}
const char* to_string(Facing facing) noexcept {
  return names::facings[int(facing)];
}
const char* to_string(ShotKind shot) noexcept {
  return names::shots[int(shot)];
}

}  // namespace koma::api
