// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/mask_pixels.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace koma::ui {
namespace {

constexpr int longestMaskSide = 1024;  // pixels
constexpr int longestShown = 256;      // of what is only shown: a blur in a millisecond

/// Means over 2 · radius + 1 values, along a line of `count` values that lie `stride` bytes apart.
void blurLine(uchar* line, int count, qsizetype stride, int radius, std::vector<int>& sums) {
  sums.assign(std::size_t(count) + 1, 0);
  for (int i = 0; i < count; ++i) sums[std::size_t(i) + 1] = sums[std::size_t(i)] + line[i * stride];
  for (int i = 0; i < count; ++i) {
    const int from = std::max(0, i - radius), to = std::min(count, i + radius + 1);
    line[i * stride] = uchar((sums[std::size_t(to)] - sums[std::size_t(from)]) / (to - from));
  }
}

}  // namespace

QSize maskSizeFor(const QRectF& frame) {
  const double scale = longestMaskSide / std::max(frame.width(), frame.height());
  return QSize(int(std::lround(frame.width() * scale)), int(std::lround(frame.height() * scale))).expandedTo({1, 1});
}

QImage tinted(const QImage& mask, QColor tint) {
  QImage image(mask.size(), QImage::Format_ARGB32);
  image.fill(tint.rgb());
  QImage alpha = mask.convertToFormat(QImage::Format_Grayscale8);
  for (int y = 0; y < alpha.height(); ++y) {
    uchar* row = alpha.scanLine(y);
    for (int x = 0; x < alpha.width(); ++x) row[x] = uchar(row[x] * tint.alpha() / 255);
  }
  image.setAlphaChannel(alpha);
  return image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

QImage softened(const QImage& mask, double share) {
  QImage soft = mask.scaled(longestShown, longestShown, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                    .convertToFormat(QImage::Format_Grayscale8);
  // Two means make a ramp from full to nothing over twice their radius.
  const int radius = int(std::lround(share * longestShown / 2));
  if (radius < 1) return soft;
  std::vector<int> sums;
  for (int pass = 0; pass < 2; ++pass) {
    for (int y = 0; y < soft.height(); ++y) blurLine(soft.scanLine(y), soft.width(), 1, radius, sums);
    for (int x = 0; x < soft.width(); ++x) blurLine(soft.bits() + x, soft.height(), soft.bytesPerLine(), radius, sums);
  }
  for (int y = 0; y < soft.height(); ++y) {
    uchar* row = soft.scanLine(y);
    for (int x = 0; x < soft.width(); ++x) row[x] = uchar(std::min(255, 2 * row[x]));
  }
  return soft;
}

bool isBlank(const QImage& mask) {
  for (int y = 0; y < mask.height(); ++y) {
    const uchar* row = mask.constScanLine(y);
    if (std::any_of(row, row + mask.width(), [](uchar value) { return value != 0; })) return false;
  }
  return true;
}

Image imageOf(const QImage& mask) {
  std::vector<std::uint8_t> pixels;
  pixels.reserve(std::size_t(mask.width()) * std::size_t(mask.height()));
  for (int y = 0; y < mask.height(); ++y) {
    const uchar* row = mask.constScanLine(y);
    pixels.insert(pixels.end(), row, row + mask.width());
  }
  return Image(mask.width(), mask.height(), 1, std::move(pixels));
}

}  // namespace koma::ui
