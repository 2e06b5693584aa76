// SPDX-License-Identifier: Apache-2.0
#include "ui/docks/object_looks.h"

#include <QCoreApplication>
#include <QPainter>

#include "ui/document/picture_library.h"
#include "ui/document/qt_values.h"
#include "ui/document/things.h"
#include "ui/style/icons.h"
#include "ui/style/region_colours.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

/// As wide as the other icons whatever the picture's shape, so that the names stand below each other.
QIcon miniature(const QImage& picture) {
  constexpr int side = 4 * space::icon;
  QPixmap pixmap(side, side);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  QRect place(QPoint(0, 0), picture.size().scaled(side, side, Qt::KeepAspectRatio));
  place.moveCenter(pixmap.rect().center());
  painter.drawImage(place, picture);
  return QIcon(pixmap);
}

/// The colour that a box has on the page.
QIcon smallSwatch(const QColor& colour) {
  QPixmap pixmap(2 * space::icon, 2 * space::icon);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(colour);
  painter.drawEllipse(pixmap.rect().adjusted(7, 7, -7, -7));
  return QIcon(pixmap);
}

/// The same of a region: a square, so that colour is not what tells them apart.
QIcon regionSwatch(const QColor& colour) {
  QPixmap pixmap(2 * space::icon, 2 * space::icon);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.fillRect(pixmap.rect().adjusted(8, 8, -8, -8), colour);
  return QIcon(pixmap);
}

const manga::Character* whoIn(const manga::Project& project, const manga::Page& page, const BoxRef& ref) {
  const manga::CharacterBox* box = boxOn(page, ref);
  return box ? manga::find_character(project, box->character) : nullptr;
}

}  // namespace

QString thingName(const manga::Project& project, const manga::Page& page, const Thing& thing, int number) {
  if (const auto* id = std::get_if<manga::PanelId>(&thing)) {
    const manga::Panel* panel = panelOn(page, *id);
    return panel && !panel->name.empty() ? toQt(panel->name)
                                         : QCoreApplication::translate("ObjectsModel", "Panel %1").arg(number);
  }
  if (const auto* ref = std::get_if<BoxRef>(&thing)) {
    const manga::Character* character = whoIn(project, page, *ref);
    return character ? toQt(character->name) : QCoreApplication::translate("ObjectsModel", "Somebody");
  }
  if (const auto* ref = std::get_if<RegionRef>(&thing)) {
    const manga::Region* region = regionOn(page, *ref);
    const QString prompt = region ? toQt(region->prompt).simplified() : QString();
    return prompt.isEmpty() ? QCoreApplication::translate("ObjectsModel", "Region %1").arg(ref->index + 1) : prompt;
  }
  const manga::Balloon* balloon = balloonOn(page, std::get<manga::BalloonId>(thing));
  if (!balloon) return {};
  if (!balloon->name.empty()) return toQt(balloon->name);
  const QString text = toQt(balloon->text).simplified();
  return text.isEmpty() ? QCoreApplication::translate("ObjectsModel", "Empty balloon") : text;
}

QIcon thingIcon(const manga::Project& project, const manga::Page& page, const Thing& thing, PictureLibrary& pictures,
                const Theme& theme) {
  if (const auto* id = std::get_if<manga::PanelId>(&thing)) {
    const manga::Panel* panel = panelOn(page, *id);
    const manga::Take* take = panel ? manga::accepted_take(*panel) : nullptr;
    const QImage picture = take ? pictures.picture(take->picture, 4 * space::icon) : QImage();
    return picture.isNull() ? icon(QStringLiteral("panel"), theme) : miniature(picture);
  }
  if (const auto* ref = std::get_if<BoxRef>(&thing)) {
    const manga::Character* character = whoIn(project, page, *ref);
    return character ? smallSwatch(colourOf(*character)) : icon(QStringLiteral("character"), theme);
  }
  if (const auto* ref = std::get_if<RegionRef>(&thing)) return regionSwatch(regionColour(ref->index));
  return icon(QStringLiteral("balloon"), theme);
}

}  // namespace koma::ui
