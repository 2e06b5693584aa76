// SPDX-License-Identifier: Apache-2.0
#include "ui/export/image_exporter.h"

#include <QPainter>
#include <cmath>

#include "engine/base/error.h"

namespace koma::ui {
namespace {

constexpr double mmPerInch = 25.4;

/// Copies a grey or 32-bit picture into our own value, row by row, as Qt pads its rows.
Image toImage(const QImage& picture) {
  const int channels = picture.format() == QImage::Format_Grayscale8 ? 1 : 3;
  std::vector<std::uint8_t> pixels;
  pixels.reserve(static_cast<std::size_t>(picture.width()) * picture.height() * channels);
  for (int y = 0; y < picture.height(); ++y) {
    const uchar* row = picture.constScanLine(y);
    if (channels == 1) {
      pixels.insert(pixels.end(), row, row + picture.width());
      continue;
    }
    const auto* colours = reinterpret_cast<const QRgb*>(row);
    for (int x = 0; x < picture.width(); ++x)
      for (const int value : {qRed(colours[x]), qGreen(colours[x]), qBlue(colours[x])})
        pixels.push_back(static_cast<std::uint8_t>(value));
  }
  return {picture.width(), picture.height(), channels, std::move(pixels)};
}

}  // namespace

Image renderPage(const manga::Page& page, const lettering::PagePainter& painter, const ImageOptions& options) {
  if (!(options.dpi >= 10 && options.dpi <= 2400))
    throw Error(ErrorCode::invalid_argument, "the resolution must be between 10 and 2400 dpi");
  const double bleed = options.bleed ? lettering::bleedOf(page) : 0;
  const QSizeF paper = lettering::trimSize(page) + QSizeF(2 * bleed, 2 * bleed);
  const double scale = options.dpi / mmPerInch;
  const double width = std::round(paper.width() * scale);
  const double height = std::round(paper.height() * scale);
  if (!(width >= 1 && height >= 1) || width * height > static_cast<double>(max_picture_pixels))
    throw Error(ErrorCode::invalid_argument, "the page would have more than " +
                                                 std::to_string(max_picture_pixels / 1'000'000) +
                                                 " megapixels; choose a lower resolution");
  QImage picture(static_cast<int>(width), static_cast<int>(height),
                 options.grey ? QImage::Format_Grayscale8 : QImage::Format_RGB32);
  if (picture.isNull())
    throw Error(ErrorCode::out_of_memory, "there is not enough memory for a page of this resolution");
  picture.fill(Qt::white);
  QPainter pen(&picture);
  pen.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  pen.scale(scale, scale);
  pen.translate(bleed, bleed);
  painter.paint(pen, page, lettering::TextInk::outlines);
  pen.end();
  return toImage(picture);
}

void exportImage(const std::filesystem::path& file, const manga::Page& page, const lettering::PagePainter& painter,
                 const ImageOptions& options) {
  const int dotsPerMetre = static_cast<int>(std::lround(options.dpi / mmPerInch * 1000));
  write_png(file, renderPage(page, painter, options), options.text, dotsPerMetre);
}

}  // namespace koma::ui
