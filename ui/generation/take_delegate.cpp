// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/take_delegate.h"

#include <QImage>
#include <QPainter>

#include "ui/generation/take_model.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {

QSize TakeDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  const int caption = QFontMetrics(theme_.font(TextRole::caption)).height();
  const int side = space::thumbnail + 2 * space::small;
  return {side, side + caption};
}

void TakeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QStyleOptionViewItem background = option;
  initStyleOption(&background, index);
  option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);

  painter->save();
  painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  const QFont font = theme_.font(TextRole::caption);
  const QFontMetrics metrics(font);
  QRect cell = option.rect.adjusted(space::small, space::small, -space::small, -space::tight - metrics.height());
  paintPicture(*painter, cell, index);
  painter->setFont(font);
  const bool accepted = index.data(TakeModel::acceptedRole).toBool();
  painter->setPen(accepted ? theme_.colours().text : theme_.colours().quietText);
  const QRect caption(option.rect.left() + space::hair, cell.bottom() + space::hair,
                      option.rect.width() - 2 * space::hair, metrics.height());
  painter->drawText(caption, Qt::AlignCenter,
                    metrics.elidedText(index.data(TakeModel::dateRole).toString(), Qt::ElideRight, caption.width()));
  painter->restore();
}

void TakeDelegate::paintPicture(QPainter& painter, const QRect& cell, const QModelIndex& index) const {
  const Colours& colours = theme_.colours();
  const QImage picture = index.data(TakeModel::pictureRole).value<QImage>();
  QRect place = cell;
  if (picture.isNull()) {
    painter.setPen(QPen(colours.line, 1));
    painter.setBrush(colours.raised);
    painter.drawRoundedRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5), space::radius, space::radius);
    const bool failed = !index.data(TakeModel::problemRole).toString().isEmpty();
    if (failed) {
      icon(QStringLiteral("warning"), theme_)
          .paint(&painter,
                 QRect(cell.center() - QPoint(space::icon, space::icon) / 2, QSize(space::icon, space::icon)));
    }
  } else {
    const QSize size = picture.size().scaled(cell.size(), Qt::KeepAspectRatio);
    place = QRect(QPoint(), size);
    place.moveCenter(cell.center());
    painter.drawImage(place, picture);
    painter.setPen(QPen(colours.line, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5));
  }
  if (!index.data(TakeModel::acceptedRole).toBool()) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(colours.accent, 2));
  painter.drawRect(QRectF(place).adjusted(-1, -1, 1, 1));
  QRect mark(0, 0, space::icon, space::icon);
  mark.moveBottomRight(place.bottomRight() + QPoint(space::tight, space::tight));
  painter.setPen(Qt::NoPen);
  painter.setBrush(colours.accent);
  painter.drawEllipse(mark);
  icon(QStringLiteral("accept"), theme_, IconGround::accent)
      .paint(&painter, mark.adjusted(space::hair, space::hair, -space::hair, -space::hair));
}

}  // namespace koma::ui
