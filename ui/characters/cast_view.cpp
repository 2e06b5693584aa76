// SPDX-License-Identifier: Apache-2.0
#include "ui/characters/cast_view.h"

#include <QDragMoveEvent>
#include <QMimeData>

#include "ui/characters/card_delegate.h"
#include "ui/characters/cast_model.h"
#include "ui/characters/drop_veil.h"
#include "ui/characters/picture_intake.h"
#include "ui/document/picture_library.h"
#include "ui/style/theme.h"

namespace koma::ui {

CastView::CastView(CastModel& model, PictureLibrary& pictures, const Theme& theme, QWidget* parent)
    : QListView(parent), model_(model), veil_(new DropVeil(theme, viewport())) {
  setModel(&model);
  setItemDelegate(new CardDelegate(pictures, theme, this));
  setAccessibleName(tr("Cast"));
  setUniformItemSizes(true);
  setFrameShape(QFrame::NoFrame);
  setVerticalScrollMode(ScrollPerPixel);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setEditTriggers(EditKeyPressed);
  setDragEnabled(true);
  setAcceptDrops(true);
  setDropIndicatorShown(true);
  setDefaultDropAction(Qt::MoveAction);
  connect(&pictures, &PictureLibrary::ready, viewport(), qOverload<>(&QWidget::update));
  connect(&pictures, &PictureLibrary::failed, viewport(), qOverload<>(&QWidget::update));
  connect(&theme, &Theme::changed, this, [this] { scheduleDelayedItemsLayout(); });
}

manga::CharacterId CastView::current() const {
  return model_.idAt(currentIndex());
}

void CastView::setCurrent(manga::CharacterId character) {
  const QModelIndex index = model_.indexOf(character);
  if (index == currentIndex()) return;
  setCurrentIndex(index);
}

void CastView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QListView::currentChanged(current, previous);
  emit currentCharacterChanged(model_.idAt(current));
}

void CastView::showZone(const QPoint& place) {
  const QModelIndex card = indexAt(place);
  if (card.isValid()) {
    veil_->showZone(visualRect(card), tr("Reference of %1").arg(card.data(Qt::DisplayRole).toString()));
  } else {
    const QModelIndex last = model_.index(model_.rowCount() - 1);
    QRect zone = viewport()->rect();
    // The free end of the list; all of it when there is hardly any.
    if (last.isValid() && zone.bottom() - visualRect(last).bottom() > space::huge) {
      zone.setTop(visualRect(last).bottom());
    }
    veil_->showZone(zone, tr("New character"));
  }
}

void CastView::dragEnterEvent(QDragEnterEvent* event) {
  if (!PictureIntake::accepts(*event->mimeData())) {
    QListView::dragEnterEvent(event);
    return;
  }
  event->setDropAction(Qt::CopyAction);
  event->accept();
  showZone(event->position().toPoint());
}

void CastView::dragMoveEvent(QDragMoveEvent* event) {
  if (!PictureIntake::accepts(*event->mimeData())) {
    QListView::dragMoveEvent(event);
    return;
  }
  event->setDropAction(Qt::CopyAction);
  event->accept();
  showZone(event->position().toPoint());
}

void CastView::dragLeaveEvent(QDragLeaveEvent* event) {
  veil_->hide();
  QListView::dragLeaveEvent(event);
}

void CastView::dropEvent(QDropEvent* event) {
  veil_->hide();
  if (!PictureIntake::accepts(*event->mimeData())) {
    QListView::dropEvent(event);
    return;
  }
  event->setDropAction(Qt::CopyAction);
  event->accept();
  emit picturesDropped(*event->mimeData(), model_.idAt(indexAt(event->position().toPoint())));
}

}  // namespace koma::ui
