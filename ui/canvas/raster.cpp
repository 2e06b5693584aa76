// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/raster.h"

#include <QPainter>
#include <QThreadStorage>

#include "ui/lettering/font_library.h"
#include "ui/lettering/page_painter.h"

namespace koma::ui {
namespace {

/// One library per thread and process: there is one fonts folder. Kept in Qt's own storage, because Qt frees a
/// thread's font engines before C++ destroys its thread_local objects.
template <class Paint>
Sprite painted(const RasterPlace& place, const std::filesystem::path& fontsFolder, const QImage& picture,
               Paint paint) noexcept {
  try {
    Sprite sprite{QImage(place.pixels.size(), QImage::Format_ARGB32_Premultiplied), place.toDevice,
                  place.pixels.topLeft()};
    if (sprite.image.isNull()) return {};
    sprite.image.fill(Qt::transparent);
    QPainter painter(&sprite.image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setTransform(place.toDevice * QTransform::fromTranslate(-sprite.corner.x(), -sprite.corner.y()));
    paint(painter,
          lettering::PagePainter(lettering::fontsOfThisThread(fontsFolder), [&](const auto&) { return picture; }));
    return sprite;
  } catch (const std::exception&) {
    return {};  // the canvas goes on with the plain frame; opening the work has reported missing fonts already
  }
}

}  // namespace

Sprite rasterPanel(const manga::Panel& panel, const QImage& picture, const RasterPlace& place,
                   const std::filesystem::path& fontsFolder) noexcept {
  return painted(place, fontsFolder, picture,
                 [&](QPainter& painter, const lettering::PagePainter& page) { page.paint(painter, panel); });
}

Sprite rasterBalloon(const manga::Balloon& balloon, const RasterPlace& place,
                     const std::filesystem::path& fontsFolder) noexcept {
  return painted(place, fontsFolder, {}, [&](QPainter& painter, const lettering::PagePainter& page) {
    page.paint(painter, balloon, lettering::TextInk::outlines);
  });
}

}  // namespace koma::ui
