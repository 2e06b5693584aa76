// SPDX-License-Identifier: Apache-2.0
#include "ui/docks/page_delegate.h"

#include <QPainter>

#include "ui/docks/page_thumbnails.h"
#include "ui/docks/pages_model.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

/// Width of a sheet for its height; B5 until it is painted.
constexpr double usualAspect = 182.0 / 257;

}  // namespace

PageDelegate::PageDelegate(const PageThumbnails& thumbnails, const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), thumbnails_(thumbnails), theme_(theme) {}

int PageDelegate::numberHeight() const {
  return QFontMetrics(theme_.font(TextRole::caption)).height() + space::hair;
}

int PageDelegate::margin() const {
  return 2 * space::tight + space::tight + numberHeight();
}

QSize PageDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  // All cells alike, so that dragging has a plain grid; a landscape page is shown smaller.
  return {int(height_ * usualAspect) + space::small, height_ + margin()};
}

QRect PageDelegate::sheet(const QRect& cell, const QModelIndex& index) const {
  const auto* model = qobject_cast<const PagesModel*>(index.model());
  const QImage image = model ? thumbnails_.image(model->idAt(index)) : QImage();
  const QSizeF shape = image.isNull() ? QSizeF(usualAspect, 1) : QSizeF(image.size());
  const QSize room(cell.width() - space::small, height_);
  QRect sheet(QPoint(0, 0), shape.scaled(room, Qt::KeepAspectRatio).toSize());
  sheet.moveCenter(cell.center());
  sheet.moveBottom(cell.top() + space::tight + height_);
  // The two pages of a spread touch: in a work read from the right the first of them lies right.
  const bool rightPage = model && (PagesModel::beginsSpread(index.row()) == model->rightToLeft());
  if (rightPage) {
    sheet.moveLeft(cell.left());
  } else {
    sheet.moveRight(cell.right());
  }
  return sheet;
}

void PageDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const auto* model = qobject_cast<const PagesModel*>(index.model());
  if (!model) return;
  const Colours& colours = theme_.colours();
  const QRect page = sheet(option.rect, index);
  const bool chosen = option.state.testFlag(QStyle::State_Selected);
  painter->save();
  painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  painter->fillRect(page, Qt::white);  // paper, in the dark as well
  const QImage image = thumbnails_.image(model->idAt(index));
  if (!image.isNull()) painter->drawImage(page, image);
  painter->setPen(QPen(colours.strongLine, 1));
  painter->drawRect(QRectF(page).adjusted(0.5, 0.5, -0.5, -0.5));
  if (chosen) {
    painter->setPen(QPen(colours.accent, 3));
    painter->drawRect(QRectF(page).adjusted(1, 1, -1, -1));
  }
  const QString number = index.data(Qt::DisplayRole).toString();
  const QFont font = theme_.font(TextRole::caption);
  painter->setFont(font);
  QRect label(page.left(), page.bottom() + space::tight, page.width(), numberHeight());
  if (chosen) {
    QRect pill(0, 0, QFontMetrics(font).horizontalAdvance(number) + 2 * space::small, numberHeight());
    pill.moveCenter(label.center());
    painter->setPen(Qt::NoPen);
    painter->setBrush(colours.accent);
    painter->drawRoundedRect(pill, numberHeight() / 2.0, numberHeight() / 2.0);
  }
  painter->setPen(chosen ? colours.onAccent : colours.quietText);
  painter->drawText(label, Qt::AlignCenter, number);
  painter->restore();
}

}  // namespace koma::ui
