// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QRectF>
#include <QTransform>
#include <optional>
#include <vector>

#include "engine/manga/page.h"
#include "engine/manga/panel_layout.h"
#include "ui/document/selection.h"

namespace koma::lettering {
class FontLibrary;
}

namespace koma::ui {

class Document;
class Notices;
class Theme;

/// What the author has set about snapping and cutting.
struct CanvasOptions {
  bool snap = true;
  bool guides = true;  ///< shows trim, bleed, inner frame and safe lines
  bool rulers = true;
  bool boxes = true;  ///< shows character boxes
  manga::Gutters gutters;
};

/// What tools may ask of the canvas and tell it; implemented by the page view, and by a plain fake in tests of tools.
class CanvasHost {
 public:
  virtual ~CanvasHost() = default;

  [[nodiscard]] virtual Document& document() = 0;
  [[nodiscard]] virtual Selection& selection() = 0;
  [[nodiscard]] virtual Notices& notices() = 0;
  [[nodiscard]] virtual const Theme& theme() const = 0;
  [[nodiscard]] virtual const lettering::FontLibrary& fonts() const = 0;
  [[nodiscard]] virtual const CanvasOptions& options() const = 0;

  /// From mm on a page to view pixels, with zoom, rotation and mirroring.
  [[nodiscard]] virtual QTransform pageToView(manga::PageId page) const = 0;
  [[nodiscard]] virtual double pixelsPerMm() const = 0;
  /// Everything under a place of the page, the topmost first; hidden things are left out, locked ones are not.
  [[nodiscard]] virtual std::vector<Thing> thingsAt(manga::PageId page, QPointF place) const = 0;

  /// Shows a changed copy of a page instead of the document's, until it is cleared or another is shown.
  virtual void showDraft(const manga::Page& page) = 0;
  virtual void clearDraft() = 0;
  /// The tool's overlay looks different now.
  virtual void updateOverlay() = 0;
  /// Hides the lettering of a balloon while its text is edited in place; zero shows all.
  virtual void setEditedBalloon(manga::BalloonId balloon) = 0;
  virtual void scrollBy(QPointF pixels) = 0;
  virtual void zoomAt(QPointF pixel, double factor) = 0;
  virtual void zoomTo(const QRectF& pageRect, manga::PageId page) = 0;
  /// Another tool by its id, as if its key had been pressed.
  virtual void chooseTool(const QString& id) = 0;
};

}  // namespace koma::ui
