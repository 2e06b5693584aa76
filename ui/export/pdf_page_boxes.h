// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QSizeF>
#include <vector>

namespace koma::ui {

/// One page of a PDF as a printer sees it, in mm.
struct PdfPage {
  QSizeF trim;       ///< the finished page
  double bleed = 0;  ///< beyond the trim on all four sides; the media box is trim + bleed

  [[nodiscard]] QSizeF media() const { return {trim.width() + 2 * bleed, trim.height() + 2 * bleed}; }
};

/// QPdfWriter rounds pages to whole points (0.35 mm) and writes no trim box. This gives the bytes to append to a file
/// of its making, as an incremental update (ISO 32000-1, 7.5.6), so that every page has its exact MediaBox, BleedBox
/// and TrimBox. The drawing hangs from the upper left corner, as Qt places it. `pages` are in the file's order. Throws
/// Error(internal) when the file does not look like QPdfWriter's.
[[nodiscard]] QByteArray pageBoxUpdate(QIODevice& pdf, const std::vector<PdfPage>& pages);

}  // namespace koma::ui
