// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/drawing_fit.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/pipelines/repaint_pixels.h"

namespace koma::pipelines {

namespace {

struct Span {
  int start = 0, length = 0;
};

/// A part 0…1 of `whole` pixels.
Span span_of(float from, float to, int whole) {
  const int start = int(std::lround(from * float(whole)));
  return {start, std::max(1, int(std::lround(to * float(whole))) - start)};
}

}  // namespace

Image fitted_to_drawing(const Image& picture, const PanelSize& size, int factor) {
  const int width = size.drawn_width(factor), height = size.drawn_height(factor);
  if (picture.width() == width && picture.height() == height && size.window == UnitBox{0, 0, 1, 1}) return picture;
  const Span across = span_of(size.window.left, size.window.right, width);
  const Span down = span_of(size.window.top, size.window.bottom, height);

  const double scale = std::max(double(across.length) / picture.width(), double(down.length) / picture.height());
  const int wide = std::max(across.length, int(std::lround(picture.width() * scale)));
  const int tall = std::max(down.length, int(std::lround(picture.height() * scale)));
  const Image cover = scaled(picture, wide, tall);
  const Image cut = cropped(cover, {(wide - across.length) / 2, (tall - down.length) / 2, across.length, down.length});
  cv::Mat whole;
  cv::copyMakeBorder(view_of(cut), whole, down.start, height - down.start - down.length, across.start,
                     width - across.start - across.length, cv::BORDER_REPLICATE);
  return image_of(whole);
}

}  // namespace koma::pipelines
