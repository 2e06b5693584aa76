// SPDX-License-Identifier: Apache-2.0
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QPushButton>
#include <utility>

#include "ui/canvas/page_view.h"
#include "ui/document/document.h"
#include "ui/document/qt_values.h"
#include "ui/style/theme.h"

// What the view offers at the pointer: menus, drops and the button that stops a drawing.
namespace koma::ui {

void PageView::contextMenuEvent(QContextMenuEvent* event) {
  if (tool_ && tool_->busy()) return;
  if (event->reason() == QContextMenuEvent::Mouse) {
    if (!opensMenu(Qt::RightButton)) return;
    const CanvasPointer pointer = pointerAt(QPointF(event->pos()));
    emit contextMenuRequested(event->globalPos(), pointer.page, pointer.place, thingsAt(pointer.page, pointer.place));
    return;
  }
  const manga::PageId id = selection_.page();
  PageItem* page = scene_->page(id);
  QPointF place = pageToView(id).inverted().map(middle());
  if (page && !selection_.empty()) {
    const Thing& last = selection_.things().back();
    if (const auto* panel = std::get_if<manga::PanelId>(&last); panel && page->panel(*panel)) {
      place = page->panel(*panel)->bounds().center();
    } else if (const auto* balloon = std::get_if<manga::BalloonId>(&last); balloon && page->balloon(*balloon)) {
      place = page->balloon(*balloon)->outline().boundingRect().center();
    } else if (const auto* box = std::get_if<BoxRef>(&last); box && page->box(*box)) {
      place = page->box(*box)->rect().center();
    } else if (const auto* region = std::get_if<RegionRef>(&last); region && page->region(*region)) {
      place = page->region(*region)->rect.center();
    }
  }
  const QPoint pixel = pageToView(id).map(place).toPoint();
  emit contextMenuRequested(mapToGlobal(pixel), id, place, selection_.things());
}

void PageView::showCancelButton(std::optional<QPointF> pixel) {
  hovered_ = {};
  for (const auto& [id, preview] : scene_->previews()) {
    PageItem* page = scene_->holder(id);
    if (!page || !pixel) continue;
    const QTransform transform = pageToView(page->id());
    const bool inside = toQt(page->panel(id)->frame()).containsPoint(transform.inverted().map(*pixel), Qt::OddEvenFill);
    const bool onButton = cancel_->isVisible() && QRectF(cancel_->geometry()).contains(*pixel);
    if (!inside && !onButton) continue;
    const QRectF panel = transform.mapRect(page->panel(id)->bounds()) & QRectF(canvasRect());
    cancel_->adjustSize();
    QRectF place(QPointF(), cancel_->size());
    place.moveTopRight(panel.topRight() + QPointF(-space::small, space::small));
    hovered_ = id;
    cancel_->move(place.topLeft().toPoint());
    break;
  }
  cancel_->setVisible(bool(hovered_));
}

std::optional<DropZone> PageView::zoneAt(const QMimeData& data, QPointF pixel) const {
  const CanvasPointer pointer = pointerAt(pixel);
  const manga::Page* page = scene_->values(pointer.page);
  if (!page) return {};
  return zoneFor(DraggedThings::from(data), document_.project(), *page, pointer.place,
                 thingsAt(pointer.page, pointer.place));
}

void PageView::setZone(std::optional<DropZone> zone) {
  zone_ = std::move(zone);
  update();
}

void PageView::dragEnterEvent(QDragEnterEvent* event) {
  if (DraggedThings::from(*event->mimeData()).any()) event->acceptProposedAction();
}

void PageView::dragMoveEvent(QDragMoveEvent* event) {
  setZone(zoneAt(*event->mimeData(), event->position()));
  zone_ ? event->acceptProposedAction() : event->ignore();
}

void PageView::dragLeaveEvent(QDragLeaveEvent*) {
  setZone({});
}

void PageView::dropEvent(QDropEvent* event) {
  const auto zone = zoneAt(*event->mimeData(), event->position());
  setZone({});
  if (!zone) return event->ignore();
  event->acceptProposedAction();
  const DraggedThings dragged = DraggedThings::from(*event->mimeData());
  if (dragged.character) {
    emit characterDropped(zone->page, std::get<manga::PanelId>(zone->thing), zone->place, dragged.character);
  } else {
    emit filesDropped(zone->page, zone->thing, zone->place, dragged.files);
  }
}

}  // namespace koma::ui
