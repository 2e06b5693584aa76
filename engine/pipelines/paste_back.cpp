// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/paste_back.h"

#include <algorithm>

#include "engine/base/error.h"

namespace koma::pipelines {

namespace {

std::uint8_t blended(int below, int above, int share, int whole) {
  return std::uint8_t((below * (whole - share) + above * share + whole / 2) / whole);
}

/// Straight alpha: an opaque drawing, seen by `share`, over a pixel that may be transparent.
void blend_rgba(std::uint8_t* pixel, const std::uint8_t* drawn, int share) {
  const int below = pixel[3] * (255 - share), above = 255 * share;  // weights of the two, of 255 · 255
  for (int c = 0; c < 3; ++c) pixel[c] = blended(pixel[c], drawn[c], above, below + above);
  pixel[3] = std::uint8_t((below + above + 127) / 255);
}

}  // namespace

Image paste_back(const Image& canvas, const Image& drawn, const PixelRect& place, const Image& composite) {
  const auto fits = [&](const Image& image) { return image.width() == place.width && image.height() == place.height; };
  const PixelRect all{0, 0, canvas.width(), canvas.height()};
  if (place.empty() || !all.contains(place) || !fits(drawn) || !fits(composite) || composite.channels() != 1 ||
      drawn.channels() == 4) {
    throw Error(ErrorCode::invalid_argument, "the drawing or its mask does not fit the place where it is pasted");
  }
  const int channels = canvas.channels();
  const Image ready = channels == 1 ? to_grey(drawn) : to_rgb(drawn);
  std::vector<std::uint8_t> pixels(canvas.pixels().begin(), canvas.pixels().end());
  for (int y = 0; y < place.height; ++y) {
    const std::uint8_t *share = composite.row(y), *above = ready.row(y);
    std::uint8_t* pixel =
        pixels.data() +
        (std::size_t(place.top + y) * std::size_t(canvas.width()) + std::size_t(place.left)) * std::size_t(channels);
    for (int x = 0; x < place.width; ++x, pixel += channels, above += ready.channels()) {
      if (share[x] == 0) continue;
      if (channels == 4) {
        blend_rgba(pixel, above, share[x]);
      } else {
        for (int c = 0; c < channels; ++c) pixel[c] = blended(pixel[c], above[c], share[x], 255);
      }
    }
  }
  return Image(canvas.width(), canvas.height(), channels, std::move(pixels));
}

}  // namespace koma::pipelines
