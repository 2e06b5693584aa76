// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <filesystem>

#include "engine/manga/page.h"
#include "ui/canvas/sprite.h"

/// Painting of single things away from the GUI thread. Each thread that calls these opens the fonts for itself: Qt's
/// raw fonts belong to the thread that made them.
namespace koma::ui {

/// What to paint: a piece of the device.
struct RasterPlace {
  QTransform toDevice;  ///< mm on the page to device pixels
  QRect pixels;
};

/// A panel with `picture` in it, or white when that is null. A null sprite when memory or fonts are missing.
[[nodiscard]] Sprite rasterPanel(const manga::Panel& panel, const QImage& picture, const RasterPlace& place,
                                 const std::filesystem::path& fontsFolder) noexcept;
[[nodiscard]] Sprite rasterBalloon(const manga::Balloon& balloon, const RasterPlace& place,
                                   const std::filesystem::path& fontsFolder) noexcept;

}  // namespace koma::ui
