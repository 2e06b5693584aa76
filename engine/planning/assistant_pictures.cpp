// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/assistant_pictures.h"

#include <algorithm>
#include <cmath>

namespace koma::planning {

namespace {

constexpr std::array colours = {NamedColour{"red", {220, 30, 30}},     NamedColour{"blue", {30, 60, 230}},
                                NamedColour{"green", {20, 150, 40}},   NamedColour{"orange", {240, 140, 0}},
                                NamedColour{"purple", {150, 40, 180}}, NamedColour{"cyan", {0, 170, 200}}};

/// A copy in colour that can be written on.
class Canvas {
 public:
  explicit Canvas(const Image& picture) : rgb_(to_rgb(picture)), pixels_(rgb_.pixels().begin(), rgb_.pixels().end()) {}

  [[nodiscard]] int width() const { return rgb_.width(); }
  [[nodiscard]] int height() const { return rgb_.height(); }
  void put(int x, int y, const std::array<std::uint8_t, 3>& colour) {
    if (x < 0 || y < 0 || x >= width() || y >= height()) return;
    std::ranges::copy(colour, pixels_.begin() + (std::ptrdiff_t(y) * width() + x) * 3);
  }
  [[nodiscard]] Image take() { return {width(), height(), 3, std::move(pixels_)}; }

 private:
  Image rgb_;
  std::vector<std::uint8_t> pixels_;
};

/// Lines that are seen after a picture has been shrunk to what a model takes.
int line_width(const Canvas& canvas) {
  return std::max(2, std::max(canvas.width(), canvas.height()) / 200);
}

/// Whether the mask is white where the pixel lies.
class MaskReader {
 public:
  MaskReader(const Image& mask, const Canvas& canvas)
      : mask_(to_grey(mask)), across_(canvas.width()), down_(canvas.height()) {}
  [[nodiscard]] bool operator()(int x, int y) const {
    if (x < 0 || y < 0 || x >= across_ || y >= down_) return false;
    constexpr int half = 128;
    return mask_.row(int(std::int64_t(y) * mask_.height() / down_))[std::int64_t(x) * mask_.width() / across_] >= half;
  }

 private:
  Image mask_;
  int across_, down_;
};

}  // namespace

const NamedColour& outline_colour(std::size_t index) noexcept {
  return colours[index % colours.size()];
}

Image outlined(const Image& picture, const std::vector<UnitBox>& boxes) {
  Canvas canvas(picture);
  const int width = line_width(canvas);
  const auto at = [](float share, int length) { return int(std::lround(double(share) * (length - 1))); };
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const auto& colour = outline_colour(i).rgb;
    const int left = at(boxes[i].left, canvas.width()), right = at(boxes[i].right, canvas.width());
    const int top = at(boxes[i].top, canvas.height()), bottom = at(boxes[i].bottom, canvas.height());
    for (int inset = 0; inset < width; ++inset) {
      for (int x = left; x <= right; ++x) canvas.put(x, top + inset, colour), canvas.put(x, bottom - inset, colour);
      for (int y = top; y <= bottom; ++y) canvas.put(left + inset, y, colour), canvas.put(right - inset, y, colour);
    }
  }
  return canvas.take();
}

Image holed(const Image& picture, const Image& mask, std::uint8_t shade) {
  Canvas canvas(picture);
  const MaskReader masked(mask, canvas);
  for (int y = 0; y < canvas.height(); ++y) {
    for (int x = 0; x < canvas.width(); ++x) {
      if (masked(x, y)) canvas.put(x, y, {shade, shade, shade});
    }
  }
  return canvas.take();
}

Image mask_outlined(const Image& picture, const Image& mask) {
  Canvas canvas(picture);
  const MaskReader masked(mask, canvas);
  const int reach = line_width(canvas);
  for (int y = 0; y < canvas.height(); ++y) {
    for (int x = 0; x < canvas.width(); ++x) {
      if (!masked(x, y)) continue;
      const bool edge =
          !masked(x - reach, y) || !masked(x + reach, y) || !masked(x, y - reach) || !masked(x, y + reach);
      if (edge) canvas.put(x, y, outline_colour(0).rgb);
    }
  }
  return canvas.take();
}

}  // namespace koma::planning
