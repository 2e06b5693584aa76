// SPDX-License-Identifier: Apache-2.0
#include "ui/lettering/qt_image.h"

#include <memory>
#include <vector>

namespace koma::lettering {

QImage toQImage(const Image& image) {
  if (image.empty()) return {};
  const QImage::Format format = image.channels() == 1   ? QImage::Format_Grayscale8
                                : image.channels() == 3 ? QImage::Format_RGB888
                                                        : QImage::Format_RGBA8888;
  // The copy of the value keeps the pixels alive as long as any QImage shows them.
  auto owner = std::make_unique<Image>(image);
  const uchar* pixels = owner->pixels().data();
  const qsizetype stride = static_cast<qsizetype>(image.width()) * image.channels();
  return {pixels,         image.width(), image.height(),
          stride,         format,        [](void* held) { delete static_cast<Image*>(held); },
          owner.release()};
}

Image toImage(const QImage& picture) {
  const bool grey = picture.format() == QImage::Format_Grayscale8;
  const QImage source = grey ? picture : picture.convertToFormat(QImage::Format_RGB888);
  const int channels = grey ? 1 : 3;
  const qsizetype stride = static_cast<qsizetype>(source.width()) * channels;
  std::vector<std::uint8_t> pixels;
  pixels.reserve(static_cast<std::size_t>(stride) * static_cast<std::size_t>(source.height()));
  for (int y = 0; y < source.height(); ++y)  // Qt pads its rows
    pixels.insert(pixels.end(), source.constScanLine(y), source.constScanLine(y) + stride);
  return {source.width(), source.height(), channels, std::move(pixels)};
}

}  // namespace koma::lettering
