// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/drawing_fit.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

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

  const cv::Mat source(picture.height(), picture.width(), CV_8UC(picture.channels()),
                       const_cast<std::uint8_t*>(picture.pixels().data()));
  const double scale = std::max(double(across.length) / source.cols, double(down.length) / source.rows);
  const int wide = std::max(across.length, int(std::lround(source.cols * scale)));
  const int tall = std::max(down.length, int(std::lround(source.rows * scale)));
  cv::Mat scaled = source;
  if (wide != source.cols || tall != source.rows) {
    cv::resize(source, scaled, {wide, tall}, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LANCZOS4);
  }
  const cv::Mat cut = scaled({(wide - across.length) / 2, (tall - down.length) / 2, across.length, down.length});
  cv::Mat whole;
  cv::copyMakeBorder(cut, whole, down.start, height - down.start - down.length, across.start,
                     width - across.start - across.length, cv::BORDER_REPLICATE);
  return Image(width, height, picture.channels(), {whole.datastart, whole.dataend});
}

}  // namespace koma::pipelines
