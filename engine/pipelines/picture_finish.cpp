// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/picture_finish.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "engine/pipelines/ink_finish.h"
#include "engine/pipelines/repaint_pixels.h"
#include "engine/tensors/pixels.h"

namespace koma::pipelines {

namespace {

/// The middle of a picture.
Image cut(const Image& picture, int width, int height) {
  if (width == picture.width() && height == picture.height()) return picture;
  return cropped(picture, {(picture.width() - width) / 2, (picture.height() - height) / 2, width, height});
}

}  // namespace

Image picture_finish(const at::Tensor& decoded, const PictureFinish& finish) {
  const Image drawing = tensors::to_image(decoded.select(0, 0));
  const int width = finish.size.width, height = finish.size.height;
  const double scale = std::max(double(width) / drawing.width(), double(height) / drawing.height());
  const int covering_width = std::max(width, int(std::lround(drawing.width() * scale)));
  const int covering_height = std::max(height, int(std::lround(drawing.height() * scale)));
  if (finish.ink) {
    return cut(ink_finish(to_grey(drawing), {covering_width, covering_height, 0}), width, height);
  }
  const bool same = covering_width == drawing.width() && covering_height == drawing.height();
  return cut(same ? drawing : scaled(drawing, covering_width, covering_height), width, height);
}

}  // namespace koma::pipelines
