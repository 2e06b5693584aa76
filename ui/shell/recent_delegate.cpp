// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/recent_delegate.h"

#include <QDir>
#include <QPainter>

#include "ui/shell/recent_model.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int rowHeight = 76;
constexpr int thumbnailWidth = 48;

}  // namespace

RecentDelegate::RecentDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), theme_(theme) {}

QSize RecentDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
  return {200, rowHeight};
}

void RecentDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const Colours& colours = theme_.colours();
  const bool missing = index.data(RecentModel::missingRole).toBool();
  painter->save();
  painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  const QRectF card = QRectF(option.rect).adjusted(1, 2, -1, -2);
  const bool selected = option.state & QStyle::State_Selected;
  if (selected || option.state & QStyle::State_MouseOver) {
    painter->setPen(Qt::NoPen);
    painter->setBrush(selected ? colours.accentQuiet : colours.raised);
    painter->drawRoundedRect(card, space::radius, space::radius);
  }
  if (option.state & QStyle::State_HasFocus) {
    painter->setPen(QPen(colours.accent, 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(card.adjusted(1, 1, -1, -1), space::radius, space::radius);
  }
  const QRect inside = option.rect.adjusted(space::small, space::small, -space::small, -space::small);
  paintThumbnail(*painter, QRect(inside.topLeft(), QSize(thumbnailWidth, inside.height())), index);

  QRect words = inside.adjusted(thumbnailWidth + space::medium, 0, 0, 0);
  const auto line = [&](TextRole role, const QColor& colour, const QString& text, Qt::TextElideMode cut) {
    painter->setFont(theme_.font(role));
    painter->setPen(colour);
    const int height = painter->fontMetrics().height() + space::hair;
    const QString shown = painter->fontMetrics().elidedText(text, cut, words.width());
    painter->drawText(QRect(words.topLeft(), QSize(words.width(), height)), Qt::AlignVCenter | Qt::AlignLeft, shown);
    words.setTop(words.top() + height);
  };
  line(TextRole::strong, missing ? colours.quietText : colours.text, index.data().toString(), Qt::ElideRight);
  const QString folder = QFileInfo(index.data(RecentModel::pathRole).toString()).path();
  line(TextRole::caption, colours.quietText, QDir::toNativeSeparators(folder), Qt::ElideMiddle);
  if (missing) {
    line(TextRole::caption, colours.warning, tr("No longer there"), Qt::ElideRight);
  } else {
    line(TextRole::caption, colours.quietText,
         dayText(index.data(RecentModel::openedRole).toDateTime(), QDateTime::currentDateTime()), Qt::ElideRight);
  }
  painter->restore();
}

void RecentDelegate::paintThumbnail(QPainter& painter, const QRect& room, const QModelIndex& index) const {
  const Colours& colours = theme_.colours();
  const auto thumbnail = index.data(Qt::DecorationRole).value<QImage>();
  QSizeF size(42, 60);
  if (!thumbnail.isNull()) size = QSizeF(thumbnail.size()).scaled(room.size(), Qt::KeepAspectRatio);
  QRectF page(QPointF(), size);
  page.moveCenter(QRectF(room).center());
  painter.setPen(Qt::NoPen);
  painter.setBrush(colours.paperShadow);
  painter.drawRect(page.translated(0, 1));
  painter.setBrush(Qt::white);
  painter.drawRect(page);
  if (!thumbnail.isNull()) {
    painter.drawImage(page, thumbnail);
  } else {
    const bool missing = index.data(RecentModel::missingRole).toBool();
    const auto sign = icon(missing ? QStringLiteral("missing") : QStringLiteral("page"), theme_);
    const QPixmap drawn =
        sign.pixmap(QSize(space::icon, space::icon), painter.device()->devicePixelRatioF(), QIcon::Disabled);
    painter.drawPixmap(QPointF(page.center().x() - space::icon / 2.0, page.center().y() - space::icon / 2.0), drawn);
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(colours.line, 1));
  painter.drawRect(page);
}

}  // namespace koma::ui
