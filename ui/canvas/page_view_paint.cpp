// SPDX-License-Identifier: Apache-2.0
#include <QPaintEvent>
#include <QPainter>
#include <QPushButton>

#include "ui/canvas/page_guides.h"
#include "ui/canvas/page_view.h"
#include "ui/canvas/panel_message.h"
#include "ui/canvas/selection_marks.h"
#include "ui/style/theme.h"

namespace koma::ui {

void PageView::paintEvent(QPaintEvent* event) {
  const DeskFrame frame = deskFrame();
  QPainter painter(this);
  painter.save();
  // In device pixels, pictures that were painted ahead are copied one to one.
  painter.scale(1 / frame.pixelRatio, 1 / frame.pixelRatio);
  QRegion damaged;
  for (const QRect& rect : event->region()) {
    damaged +=
        QRectF(QPointF(rect.topLeft()) * frame.pixelRatio, QSizeF(rect.size()) * frame.pixelRatio).toAlignedRect();
  }
  scene_->paint(painter, frame, damaged);
  painter.restore();
  paintMarks(painter);
  paintWords(painter);
  if (zone_) paintZone(painter, *zone_, pageToView(zone_->page), theme_);
  if (tool_) {
    painter.save();
    tool_->paintOverlay(painter);
    painter.restore();
  }
  tellPaintedPreviews(event->region());
}

void PageView::paintMarks(QPainter& painter) {
  const manga::PanelId worked = selection_.panel();
  for (const auto& page : scene_->pages()) {
    const QTransform transform = pageToView(page->id());
    if (options_.guides) paintGuides(painter, page->paper(), page->placed().paper, transform, theme_);
    if (options_.boxes) page->paintBoxes(painter, transform, devicePixelRatioF(), selection_, worked);
    if (page->id() == selection_.page()) paintSelection(painter, *page, selection_, transform, theme_);
  }
  for (const auto& [id, preview] : scene_->previews()) {
    PageItem* page = scene_->holder(id);
    if (!page) continue;
    const QRectF panel = pageToView(page->id()).mapRect(page->panel(id)->bounds());
    preview.paintBadge(painter, panel & QRectF(canvasRect()), theme_);
  }
}

void PageView::paintWords(QPainter& painter) {
  if (scene_->pages().empty()) {
    painter.setPen(theme_.colours().quietText);
    painter.setFont(theme_.font(TextRole::title));
    painter.drawText(canvasRect(), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("This work has no page. Add one in the strip of pages."));
    return;
  }
  for (const auto& page : scene_->pages()) {
    if (!page->empty()) continue;
    const QRectF place = pageToView(page->id()).mapRect(page->placed().paper);
    paintMessage(
        painter, place, Qt::AlignCenter,
        {tr("An empty page"), tr("Drag with the panel tool to draw its first frame, or choose a page template.")},
        theme_);
  }
}

void PageView::tellPaintedPreviews(const QRegion& region) {
  for (auto& [id, preview] : scene_->previews()) {
    PageItem* page = scene_->holder(id);
    if (!page) continue;
    const PanelItem& panel = *page->panel(id);
    const QRect place = pageToView(page->id()).mapRect(panel.bounds()).toAlignedRect();
    if (!preview.takePainted(region.intersects(place) && panel.showsPreview(preview.image().cacheKey()))) continue;
    // Queued: whoever hears of it may change what is being painted here.
    QMetaObject::invokeMethod(
        this, [this, panel = id] { emit previewPainted(panel); }, Qt::QueuedConnection);
  }
}

}  // namespace koma::ui
