// SPDX-License-Identifier: Apache-2.0
#include "ui/canvas/drop_zone.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QMimeData>
#include <QPainter>
#include <algorithm>

#include "ui/document/qt_values.h"
#include "ui/style/theme.h"

namespace koma::ui {
namespace {

/// What a card of the cast carries while it is dragged: its character's id as decimal text.
constexpr const char* characterMimeType = "application/x-komawari-character";

QString dropWords(const char* text, int n = -1) {
  return QCoreApplication::translate("DropZone", text, nullptr, n);
}

const manga::Panel* panelOf(const manga::Page& page, manga::PanelId id) {
  const auto found = std::ranges::find(page.panels, id, &manga::Panel::id);
  return found == page.panels.end() ? nullptr : &*found;
}

std::optional<DropZone> cardZone(manga::CharacterId character, const manga::Project& project, const manga::Page& page,
                                 const std::vector<Thing>& things) {
  const manga::Character* who = manga::find_character(project, character);
  const auto panelId =
      std::ranges::find_if(things, [](const Thing& t) { return std::holds_alternative<manga::PanelId>(t); });
  if (!who || panelId == things.end()) return {};
  const manga::Panel* panel = panelOf(page, std::get<manga::PanelId>(*panelId));
  if (!panel) return {};
  //: %1 is a character's name; shown while its card is dragged over a panel
  const QString text = dropWords(QT_TRANSLATE_NOOP("DropZone", "Put %1 into this panel")).arg(toQt(who->name));
  return DropZone{page.id, panel->id, {}, toQt(panel->frame), text};
}

std::optional<DropZone> fileZone(int files, const manga::Project& project, const manga::Page& page,
                                 const std::vector<Thing>& things) {
  for (const Thing& thing : things) {
    if (const auto* ref = std::get_if<BoxRef>(&thing)) {
      const manga::Panel* panel = panelOf(page, ref->panel);
      if (!panel || ref->index >= panel->characters.size()) continue;
      const manga::CharacterBox& box = panel->characters[ref->index];
      const manga::Character* who = manga::find_character(project, box.character);
      if (!who) continue;
      const QString text = dropWords(QT_TRANSLATE_N_NOOP("DropZone", "Add %n picture(s) as reference of %1"), files)
                               .arg(toQt(who->name));
      return DropZone{page.id, thing, {}, QPolygonF(placed(box.box, boundsOf(*panel))), text};
    }
    if (const auto* id = std::get_if<manga::PanelId>(&thing)) {
      const manga::Panel* panel = panelOf(page, *id);
      if (!panel) continue;
      const QString text = dropWords(QT_TRANSLATE_N_NOOP("DropZone", "Add %n picture(s) as take of this panel"), files);
      return DropZone{page.id, thing, {}, toQt(panel->frame), text};
    }
  }
  return {};  // a page holds no pictures of its own
}

}  // namespace

DraggedThings DraggedThings::from(const QMimeData& data) {
  DraggedThings dragged;
  if (data.hasFormat(characterMimeType)) {
    dragged.character.value = data.data(characterMimeType).toULongLong();
    return dragged;
  }
  for (const QUrl& url : data.urls()) {
    if (url.isLocalFile()) dragged.files << url;
  }
  return dragged;
}

std::optional<DropZone> zoneFor(const DraggedThings& dragged, const manga::Project& project, const manga::Page& page,
                                QPointF place, const std::vector<Thing>& things) {
  if (!dragged.any()) return {};
  auto zone = dragged.character ? cardZone(dragged.character, project, page, things)
                                : fileZone(int(dragged.files.size()), project, page, things);
  if (zone) zone->place = place;
  return zone;
}

void paintZone(QPainter& painter, const DropZone& zone, const QTransform& pageToView, const Theme& theme) {
  const Colours& colours = theme.colours();
  const QPolygonF area = pageToView.map(zone.area);
  QColor tint = colours.accent;
  tint.setAlphaF(0.16F);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colours.accent, 2, Qt::DashLine));
  painter.setBrush(tint);
  painter.drawPolygon(area);

  const QFont font = theme.font(TextRole::strong);
  const QFontMetrics metrics(font);
  const QSizeF size(metrics.horizontalAdvance(zone.text) + 2 * space::medium, metrics.height() + 2 * space::small);
  QRectF label(QPointF(), size);
  label.moveCenter(area.boundingRect().center());
  painter.setPen(Qt::NoPen);
  painter.setBrush(colours.accent);
  painter.drawRoundedRect(label, space::radius, space::radius);
  painter.setFont(font);
  painter.setPen(colours.onAccent);
  painter.drawText(label, Qt::AlignCenter, zone.text);
  painter.restore();
}

}  // namespace koma::ui
