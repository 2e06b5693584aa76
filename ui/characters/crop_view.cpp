// SPDX-License-Identifier: Apache-2.0
#include "ui/characters/crop_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/document/qt_values.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr double smallestCrop = 0.02;  ///< share of the picture's side
constexpr double reach = 8;            ///< pixels around an edge

/// Inside the picture, keeping its size when it can.
QRectF inside(QRectF crop) {
  crop.setWidth(std::clamp(crop.width(), smallestCrop, 1.0));
  crop.setHeight(std::clamp(crop.height(), smallestCrop, 1.0));
  crop.moveLeft(std::clamp(crop.left(), 0.0, 1 - crop.width()));
  crop.moveTop(std::clamp(crop.top(), 0.0, 1 - crop.height()));
  return crop;
}

}  // namespace

CropView::CropView(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setMinimumSize(240, 180);
  setAccessibleName(tr("Part of the picture that counts"));
}

void CropView::setPicture(const QImage& picture) {
  picture_ = picture;
  update();
}

UnitBox CropView::crop() const {
  return {float(crop_.left()), float(crop_.top()), float(crop_.right()), float(crop_.bottom())};
}

void CropView::setCrop(const UnitBox& crop) {
  change(QRectF(QPointF(crop.left, crop.top), QPointF(crop.right, crop.bottom)));
}

void CropView::change(const QRectF& crop) {
  const QRectF changed = inside(crop.normalized());
  if (changed == crop_) return;
  crop_ = changed;
  update();
  emit cropChanged();
}

QRectF CropView::pictureRect() const {
  const QRectF room = QRectF(rect()).adjusted(reach, reach, -reach, -reach);
  const QSizeF size = picture_.isNull() ? QSizeF(1, 1) : QSizeF(picture_.size());
  QRectF place(QPointF(0, 0), size.scaled(room.size(), Qt::KeepAspectRatio));
  place.moveCenter(room.center());
  return place;
}

QRectF CropView::cropRect() const {
  return placed(crop(), pictureRect());
}

CropView::Grip CropView::gripAt(QPointF place) const {
  const QRectF rect = cropRect();
  if (!rect.adjusted(-reach, -reach, reach, reach).contains(place)) return {};
  Grip grip;
  grip.left = std::abs(place.x() - rect.left()) <= reach;
  grip.right = !grip.left && std::abs(place.x() - rect.right()) <= reach;
  grip.top = std::abs(place.y() - rect.top()) <= reach;
  grip.bottom = !grip.top && std::abs(place.y() - rect.bottom()) <= reach;
  return grip.none() ? Grip{true, true, true, true} : grip;
}

Qt::CursorShape CropView::cursorFor(const Grip& grip) {
  if (grip.none()) return Qt::CrossCursor;
  if (grip.all()) return Qt::SizeAllCursor;
  if ((grip.left && grip.top) || (grip.right && grip.bottom)) return Qt::SizeFDiagCursor;
  if ((grip.right && grip.top) || (grip.left && grip.bottom)) return Qt::SizeBDiagCursor;
  return grip.left || grip.right ? Qt::SizeHorCursor : Qt::SizeVerCursor;
}

void CropView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  drag_ = Drag{gripAt(event->position()), event->position(), crop_};
}

void CropView::mouseMoveEvent(QMouseEvent* event) {
  if (!drag_) {
    setCursor(cursorFor(gripAt(event->position())));
    return;
  }
  const QRectF picture = pictureRect();
  const auto share = [&](QPointF place) {
    return QPointF((place.x() - picture.left()) / picture.width(), (place.y() - picture.top()) / picture.height());
  };
  const auto clamped = [](QPointF point) {
    return QPointF(std::clamp(point.x(), 0.0, 1.0), std::clamp(point.y(), 0.0, 1.0));
  };
  const QPointF by = share(event->position()) - share(drag_->from);
  QRectF crop = drag_->crop;
  if (drag_->grip.none()) {
    crop = QRectF(clamped(share(drag_->from)), clamped(share(event->position())));
  } else if (drag_->grip.all()) {
    crop.translate(by);
  } else {
    if (drag_->grip.left) crop.setLeft(std::clamp(crop.left() + by.x(), 0.0, crop.right() - smallestCrop));
    if (drag_->grip.right) crop.setRight(std::clamp(crop.right() + by.x(), crop.left() + smallestCrop, 1.0));
    if (drag_->grip.top) crop.setTop(std::clamp(crop.top() + by.y(), 0.0, crop.bottom() - smallestCrop));
    if (drag_->grip.bottom) crop.setBottom(std::clamp(crop.bottom() + by.y(), crop.top() + smallestCrop, 1.0));
  }
  change(crop);
}

void CropView::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) drag_.reset();
}

bool CropView::event(QEvent* event) {
  // The first Esc ends the drag, not the dialog.
  if (event->type() == QEvent::ShortcutOverride && drag_ && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
    event->accept();
    return true;
  }
  return QWidget::event(event);
}

void CropView::keyPressEvent(QKeyEvent* event) {
  const double step = event->modifiers().testFlag(Qt::ShiftModifier) ? 0.1 : 0.01;
  const bool size = event->modifiers().testFlag(Qt::AltModifier);
  QPointF by;
  switch (event->key()) {
    case Qt::Key_Left:
      by = {-step, 0};
      break;
    case Qt::Key_Right:
      by = {step, 0};
      break;
    case Qt::Key_Up:
      by = {0, -step};
      break;
    case Qt::Key_Down:
      by = {0, step};
      break;
    case Qt::Key_Escape:
      if (drag_) {
        change(drag_->crop);
        drag_.reset();
        return;
      }
      [[fallthrough]];
    default:
      QWidget::keyPressEvent(event);
      return;
  }
  if (size) {
    QRectF crop = crop_;
    crop.setRight(std::clamp(crop.right() + by.x(), crop.left() + smallestCrop, 1.0));
    crop.setBottom(std::clamp(crop.bottom() + by.y(), crop.top() + smallestCrop, 1.0));
    change(crop);
  } else {
    change(crop_.translated(by));
  }
}

void CropView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  const Colours& colours = theme_.colours();
  painter.fillRect(rect(), colours.pasteboard);
  const QRectF picture = pictureRect(), crop = cropRect();
  if (picture_.isNull()) return;
  painter.fillRect(picture, Qt::white);
  painter.drawImage(picture, picture_);
  QPainterPath outside;
  outside.addRect(picture);
  outside.addRect(crop);
  QColor shade = colours.pasteboard;
  shade.setAlpha(170);
  painter.fillPath(outside, shade);
  painter.setPen(QPen(hasFocus() ? colours.selection : colours.handle, 1.5));
  painter.drawRect(crop);
  painter.setBrush(colours.handleFill);
  for (const double x : {crop.left(), crop.center().x(), crop.right()}) {
    for (const double y : {crop.top(), crop.center().y(), crop.bottom()}) {
      if (QPointF(x, y) != crop.center()) painter.drawRect(QRectF(x - 3.5, y - 3.5, 7, 7));
    }
  }
}

}  // namespace koma::ui
