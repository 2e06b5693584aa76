// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "engine/base/image.h"
#include "engine/base/picture_file.h"
#include "ui/lettering/page_painter.h"

namespace koma::ui {

struct ImageOptions {
  double dpi = 600;       ///< dots per inch, manga::least_dpi … most_dpi
  bool bleed = false;     ///< the paper with its bleed instead of the trim
  bool grey = true;       ///< one channel; else RGB
  PictureText text = {};  ///< text chunks of the PNG
};

/// Paints one page to pixels: round(mm / 25.4 · dpi) on each side. Throws Error(invalid_argument) for a resolution
/// outside its range or one that gives more than `max_picture_pixels`.
[[nodiscard]] Image renderPage(const manga::Page& page, const lettering::PagePainter& painter,
                               const ImageOptions& options);

/// renderPage() to a PNG that knows its resolution. Throws also what write_png() throws; the file is the old or the
/// new.
void exportImage(const std::filesystem::path& file, const manga::Page& page, const lettering::PagePainter& painter,
                 const ImageOptions& options);

}  // namespace koma::ui
