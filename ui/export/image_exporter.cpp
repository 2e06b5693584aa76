// SPDX-License-Identifier: Apache-2.0
#include "ui/export/image_exporter.h"

#include <QPainter>
#include <cmath>

#include "engine/base/error.h"
#include "engine/manga/print_resolution.h"
#include "ui/lettering/qt_image.h"

namespace koma::ui {
Image renderPage(const manga::Page& page, const lettering::PagePainter& painter, const ImageOptions& options) {
  if (!(options.dpi >= manga::least_dpi && options.dpi <= manga::most_dpi))
    throw Error(ErrorCode::invalid_argument, "the resolution must be between 10 and 2400 dpi");
  const double bleed = options.bleed ? lettering::bleedOf(page) : 0;
  const QSizeF paper = lettering::trimSize(page) + QSizeF(2 * bleed, 2 * bleed);
  const double scale = options.dpi / manga::mm_per_inch;
  const double width = std::round(paper.width() * scale);
  const double height = std::round(paper.height() * scale);
  if (!(width >= 1 && height >= 1) || width * height > static_cast<double>(max_picture_pixels))
    throw Error(ErrorCode::invalid_argument, "the page would have more than " +
                                                 std::to_string(max_picture_pixels / 1'000'000) +
                                                 " megapixels; choose a lower resolution");
  QImage picture(static_cast<int>(width), static_cast<int>(height),
                 options.grey ? QImage::Format_Grayscale8 : QImage::Format_RGB888);
  if (picture.isNull())
    throw Error(ErrorCode::out_of_memory, "there is not enough memory for a page of this resolution");
  picture.fill(Qt::white);
  QPainter pen(&picture);
  pen.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  pen.scale(scale, scale);
  pen.translate(bleed, bleed);
  painter.paint(pen, page, lettering::TextInk::outlines);
  pen.end();
  return lettering::toImage(picture);
}

void exportImage(const std::filesystem::path& file, const manga::Page& page, const lettering::PagePainter& painter,
                 const ImageOptions& options) {
  const int dotsPerMetre = static_cast<int>(std::lround(options.dpi / manga::mm_per_inch * 1000));
  write_png(file, renderPage(page, painter, options), options.text, dotsPerMetre);
}

}  // namespace koma::ui
