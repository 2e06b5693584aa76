// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/character_box_item.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <cmath>

#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

constexpr int longestName = 160;  // view pixels
constexpr int portraitSide = 22;

QColor readableOn(const QColor& back) {
  return qGray(back.rgb()) > 140 ? QColor(Qt::black) : QColor(Qt::white);
}

/// The middle square of what the reference shows of its picture.
QRectF squareOf(const UnitBox& crop, QSizeF picture) {
  const QRectF part = placed(crop, QRectF(QPointF(), picture));
  const double side = std::min(part.width(), part.height());
  return QRectF(part.center().x() - side / 2, part.top(), side, side);
}

void paintPortrait(QPainter& painter, const QRectF& place, const QImage& picture, const UnitBox& crop) {
  QPainterPath circle;
  circle.addEllipse(place);
  painter.save();
  painter.setClipPath(circle);
  painter.fillRect(place, Qt::white);
  painter.drawImage(place, picture, squareOf(crop, picture.size()));
  painter.restore();
}

}  // namespace

bool CharacterBoxItem::set(const manga::CharacterBox& box, const QRectF& panel, const manga::Project& project) {
  const QRectF rect = placed(box.box, panel);
  const bool moved = rect != rect_;
  rect_ = rect;
  const manga::Character* who = manga::find_character(project, box.character);
  const QString name =
      who && !who->name.empty() ? toQt(who->name) : QCoreApplication::translate("CharacterBoxItem", "Nobody");
  const QColor colour = who ? colourOf(*who) : QColor(Qt::gray);
  std::optional<manga::Reference> portrait;
  if (who && !who->references.empty()) portrait = who->references.front();
  if (name == name_ && colour == colour_ && portrait == portrait_) return moved;
  name_ = name;
  colour_ = colour;
  portrait_ = portrait;
  label_ = {};
  return true;
}

QImage CharacterBoxItem::makeLabel(double pixelRatio) const {
  const QImage picture = portrait_ ? context_.pictures.picture(portrait_->picture, 128) : QImage();
  const QFont font = context_.theme.font(TextRole::caption);
  const QFontMetrics metrics(font);
  const QString text = metrics.elidedText(name_, Qt::ElideRight, longestName);
  const int height = std::max(portraitSide, metrics.height()) + space::tight;
  const int portrait = picture.isNull() ? space::tight : portraitSide + space::tight;
  const QSize size(portrait + metrics.horizontalAdvance(text) + 2 * space::tight, height);

  QImage label((QSizeF(size) * pixelRatio).toSize(), QImage::Format_ARGB32_Premultiplied);
  label.setDevicePixelRatio(pixelRatio);
  label.fill(Qt::transparent);
  QPainter painter(&label);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour_);
  painter.drawRoundedRect(QRectF(QPointF(), size), space::tight, space::tight);
  if (!picture.isNull()) {
    const QRectF place(space::hair, (height - portraitSide) / 2.0, portraitSide, portraitSide);
    paintPortrait(painter, place, picture, portrait_->crop);
  }
  painter.setFont(font);
  painter.setPen(readableOn(colour_));
  painter.drawText(QRect(portrait, 0, size.width() - portrait, height), Qt::AlignVCenter | Qt::AlignLeft, text);
  return label;
}

void CharacterBoxItem::paint(QPainter& painter, const QTransform& pageToView, double pixelRatio, bool selected,
                             bool quiet) const {
  const QPolygonF corners = pageToView.map(QPolygonF(rect_));
  const QRectF reach = corners.boundingRect();
  painter.save();
  if (quiet && !selected) painter.setOpacity(0.45);
  painter.setBrush(Qt::NoBrush);
  painter.setRenderHint(QPainter::Antialiasing, pageToView.type() > QTransform::TxScale);
  // A light line under the coloured one keeps it visible on black ink.
  painter.setPen(QPen(QColor(255, 255, 255, 160), selected ? 4 : 3));
  painter.drawPolygon(corners);
  QPen line(colour_, selected ? 2 : 1.5, selected ? Qt::SolidLine : Qt::DashLine, Qt::FlatCap, Qt::MiterJoin);
  painter.setPen(line);
  painter.drawPolygon(corners);

  if (label_.isNull() || label_.devicePixelRatio() != pixelRatio) label_ = makeLabel(pixelRatio);
  const QSizeF size = QSizeF(label_.size()) / pixelRatio;
  if (reach.width() >= portraitSide && reach.height() >= size.height()) {
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setClipRect(reach.adjusted(0, 0, std::max(0.0, portraitSide * 2 - reach.width()), 0), Qt::IntersectClip);
    painter.drawImage(QPointF(std::round(reach.left()), std::round(reach.top())), label_);
  }
  painter.restore();
}

}  // namespace koma::ui
