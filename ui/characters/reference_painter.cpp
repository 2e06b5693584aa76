// SPDX-License-Identifier: Apache-2.0
#include "ui/characters/reference_painter.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

/// The middle of `crop` in the shape of `place`, in pixels of the picture.
QRectF sourceFor(const QSize& picture, const UnitBox& crop, const QRectF& place) {
  QRectF part = placed(crop, QRectF(QPointF(0, 0), QSizeF(picture))).normalized();
  const double aspect = place.width() / std::max(place.height(), 1.0);
  const QPointF centre = part.center();
  // Of a tall part the upper end is shown: faces are there.
  if (part.width() / std::max(part.height(), 1e-9) > aspect) {
    part.setWidth(part.height() * aspect);
    part.moveCenter(centre);
  } else {
    part.setHeight(part.width() / aspect);
  }
  return part;
}

void clipRound(QPainter& painter, const QRect& place) {
  QPainterPath round;
  const double radius = std::min<double>(space::radius, place.width() / 6.0);
  round.addRoundedRect(place, radius, radius);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  painter.setClipPath(round, Qt::IntersectClip);
}

}  // namespace

void paintReference(QPainter& painter, const QRect& place, PictureLibrary& pictures, const manga::Reference& reference,
                    const Theme& theme) {
  painter.save();
  clipRound(painter, place);
  const UnitBox& crop = reference.crop;
  const double share = std::max(0.05, double(std::min(crop.right - crop.left, crop.bottom - crop.top)));
  const double side = std::max(place.width(), place.height()) * painter.device()->devicePixelRatioF();
  const QImage picture = pictures.picture(reference.picture, int(side / share));
  if (picture.isNull()) {
    painter.fillRect(place, theme.colours().field);
    const bool lost = !pictures.problem(reference.picture).isEmpty();
    const int size = std::min<int>(space::icon, place.width() - 2);
    QRect sign(0, 0, size, size);
    sign.moveCenter(place.center());
    icon(lost ? QStringLiteral("picture-missing") : QStringLiteral("picture"), theme)
        .paint(&painter, sign, Qt::AlignCenter, QIcon::Disabled);
  } else {
    painter.fillRect(place, Qt::white);  // paper, for drawings with a transparent ground
    painter.drawImage(QRectF(place), picture, sourceFor(picture.size(), crop, place));
  }
  painter.restore();
}

void paintPortrait(QPainter& painter, const QRect& place, PictureLibrary& pictures, const manga::Character& character,
                   const Theme& theme) {
  if (!character.references.empty()) {
    paintReference(painter, place, pictures, character.references.front(), theme);
    return;
  }
  painter.save();
  clipRound(painter, place);
  const QColor colour = colourOf(character);
  painter.fillRect(place, colour);
  QFont font = theme.font(TextRole::title);
  font.setPixelSize(std::max(8, place.height() * 2 / 5));
  painter.setFont(font);
  // Whichever of ink and paper is read better on the author's colour.
  painter.setPen(qGray(colour.rgb()) > 150 ? QColor(Qt::black) : QColor(Qt::white));
  painter.drawText(place, Qt::AlignCenter, toQt(character.name).trimmed().left(1).toUpper());
  painter.restore();
}

}  // namespace koma::ui
