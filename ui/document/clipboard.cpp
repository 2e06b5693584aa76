// SPDX-License-Identifier: Apache-2.0
#include "ui/document/clipboard.h"

#include <QCoreApplication>
#include <QMimeData>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/manga/panel_json.h"
#include "engine/manga/panel_regions.h"
#include "engine/manga/value_json.h"
#include "ui/document/copies.h"
#include "ui/document/qt_values.h"
#include "ui/document/thing_commands.h"
#include "ui/document/things.h"

namespace koma::ui {
namespace {

using nlohmann::json;

constexpr double pasteOffset = 3;  // mm
constexpr double samePlace = 0.05;

/// What was copied, read back. Boxes and regions travel in a panel without anything else, whose frame says where they
/// were.
struct Copied {
  std::vector<manga::Panel> panels;
  std::vector<manga::Panel> boxes, regions;
  std::vector<manga::Balloon> balloons;
  std::map<manga::CharacterId, std::string> names;
  std::string bundle;
};

json toJson(const Copied& copied) {
  json names = json::array();
  for (const auto& [id, name] : copied.names) names.push_back({{"id", id.value}, {"name", name}});
  json object{{"bundle", copied.bundle}, {"cast", names}};
  manga::put_list(object, "panels", copied.panels, manga::panel_to_json);
  manga::put_list(object, "boxes", copied.boxes, manga::panel_to_json);
  manga::put_list(object, "regions", copied.regions, manga::panel_to_json);
  manga::put_list(object, "balloons", copied.balloons, manga::balloon_to_json);
  return object;
}

Copied fromJson(const json& object) {
  constexpr std::size_t most = 10000;
  JsonFields fields(object, "clipboard");
  Copied copied;
  copied.bundle = fields.text("bundle").value_or("");
  copied.panels = manga::read_list<manga::Panel>(fields, "panels", most, manga::panel_from_json);
  copied.boxes = manga::read_list<manga::Panel>(fields, "boxes", most, manga::panel_from_json);
  copied.regions = manga::read_list<manga::Panel>(fields, "regions", most, manga::panel_from_json);
  copied.balloons = manga::read_list<manga::Balloon>(fields, "balloons", most, manga::balloon_from_json);
  const auto& names = fields.array("cast", most);
  for (std::size_t i = 0; i < names.size(); ++i) {
    JsonFields member(names[i], fields.path("cast"));
    const auto id = manga::id_from<manga::Character>(member, "id");
    copied.names[id] = member.text("name").value_or("");
  }
  return copied;
}

/// A panel of which only the frame counts, for something that lies in it.
manga::Panel holderOf(const manga::Panel& panel) {
  manga::Panel holder;
  holder.id = panel.id;
  holder.frame = panel.frame;
  return holder;
}

Copied collect(const manga::Project& project, std::span<const Thing> things, const std::string& bundle) {
  Copied copied;
  copied.bundle = bundle;
  const auto remember = [&](manga::CharacterId id) {
    if (const manga::Character* member = manga::find_character(project, id)) copied.names[id] = member->name;
  };
  for (const Thing& thing : things) {
    const manga::Page* page = pageOf(project, thing);
    if (!page) continue;
    if (const auto* id = std::get_if<manga::PanelId>(&thing)) {
      copied.panels.push_back(*panelOn(*page, *id));
    } else if (const auto* ref = std::get_if<BoxRef>(&thing)) {
      if (std::ranges::find(things, Thing(ref->panel)) != things.end()) continue;
      copied.boxes.push_back(holderOf(*panelOn(*page, ref->panel)));
      copied.boxes.back().characters.push_back(*boxOn(*page, *ref));
    } else if (const auto* region = std::get_if<RegionRef>(&thing)) {
      if (std::ranges::find(things, Thing(region->panel)) != things.end()) continue;
      const manga::Panel& panel = *panelOn(*page, region->panel);
      copied.regions.push_back(holderOf(panel));
      copied.regions.back().regions.push_back(*regionOn(*page, *region));
      copied.regions.back().regions.back().box = manga::region_boxes(panel)[region->index];
    } else {
      copied.balloons.push_back(*balloonOn(*page, std::get<manga::BalloonId>(thing)));
      remember(copied.balloons.back().speaker);
    }
  }
  for (const auto* panels : {&copied.panels, &copied.boxes}) {
    for (const manga::Panel& panel : *panels) {
      for (const manga::CharacterBox& box : panel.characters) remember(box.character);
    }
  }
  return copied;
}

/// Whom of this project a name of the copied one means; zero when nobody.
manga::CharacterId memberFor(manga::CharacterId id, const Copied& copied, const manga::Project& project) {
  const auto name = copied.names.find(id);
  if (name == copied.names.end()) return {};
  const manga::Character* same = manga::find_character(project, id);
  if (same && same->name == name->second) return id;
  const auto found = std::ranges::find(project.cast, name->second, &manga::Character::name);
  return found == project.cast.end() ? manga::CharacterId() : found->id;
}

void adopt(std::vector<manga::CharacterBox>& boxes, const Copied& copied, const manga::Project& project) {
  for (manga::CharacterBox& box : boxes) {
    box.character = memberFor(box.character, copied, project);
    box.locked = false;
  }
  std::erase_if(boxes, [](const manga::CharacterBox& box) { return !box.character; });
}

bool occupied(const manga::Page& page, const std::vector<Thing>& added, QRectF rect, std::size_t kind) {
  const auto near = [](double a, double b) { return std::abs(a - b) < samePlace; };
  const auto lies = [&](const Thing& thing) {
    const QRectF other = boundsOf(page, thing);
    return thing.index() == kind && std::ranges::find(added, thing) == added.end() && near(other.left(), rect.left()) &&
           near(other.top(), rect.top()) && near(other.width(), rect.width()) && near(other.height(), rect.height());
  };
  return std::ranges::any_of(readingOrder(page, manga::ReadingDirection::right_to_left), lies);
}

/// Moves what was added aside until none of it covers its like.
void moveAside(manga::Page& page, const std::vector<Thing>& added) {
  const auto covers = [&](const Thing& thing) { return occupied(page, added, boundsOf(page, thing), thing.index()); };
  while (std::ranges::any_of(added, covers)) translate(page, added, {pasteOffset, pasteOffset});
}

manga::Panel* receiver(manga::Page& page, const manga::Panel& holder, const UnitBox& box, manga::PanelId wanted) {
  if (manga::Panel* panel = panelOn(page, wanted)) return panel;
  if (manga::Panel* panel = panelOn(page, holder.id)) return panel;
  const QRectF rect = placed(box, boundsOf(holder));
  const manga::Panel* under = panelAt(page, rect.center());
  return under ? panelOn(page, under->id) : nullptr;
}

/// A region that joins others lies on top of them, as a box of its own.
void addRegions(manga::Page& page, const Copied& copied, manga::PanelId wanted, std::vector<Thing>& added) {
  for (const manga::Panel& holder : copied.regions) {
    if (holder.regions.empty()) continue;
    manga::Panel* panel = receiver(page, holder, holder.regions.front().box, wanted);
    if (!panel) continue;
    manga::free_regions(*panel);
    panel->regions.push_back(holder.regions.front());
    panel->regions.back().locked = false;
    added.emplace_back(RegionRef{panel->id, panel->regions.size() - 1});
  }
}

std::vector<Thing> add(Draft& draft, manga::Page& page, Copied& copied, const PastePlace& place) {
  std::vector<Thing> added;
  for (manga::Panel& panel : copied.panels) {
    adopt(panel.characters, copied, draft.project());
    panel.locked = false;
    if (copied.bundle != place.bundle) {
      panel.takes.clear();
      panel.accepted = {};
      panel.mask.clear();
      panel.controls.clear();
    }
    renumber(panel, draft);
    added.emplace_back(panel.id);
    page.panels.push_back(std::move(panel));
  }
  for (manga::Panel& holder : copied.boxes) {
    adopt(holder.characters, copied, draft.project());
    if (holder.characters.empty()) continue;
    manga::Panel* panel = receiver(page, holder, holder.characters.front().box, place.panel);
    if (!panel) continue;
    panel->characters.push_back(holder.characters.front());
    added.emplace_back(BoxRef{panel->id, panel->characters.size() - 1});
  }
  addRegions(page, copied, place.panel, added);
  for (manga::Balloon& balloon : copied.balloons) {
    balloon.speaker = memberFor(balloon.speaker, copied, draft.project());
    balloon.locked = false;
    renumber(balloon, draft);
    added.emplace_back(balloon.id);
    page.balloons.push_back(std::move(balloon));
  }
  return added;
}

}  // namespace

std::unique_ptr<QMimeData> copyThings(const manga::Project& project, std::span<const Thing> things,
                                      const std::string& bundle) {
  if (things.empty()) return nullptr;
  const Copied copied = collect(project, things, bundle);
  auto data = std::make_unique<QMimeData>();
  data->setData(thingsMimeType, QByteArray::fromStdString(toJson(copied).dump()));
  // Other programs get the words.
  QStringList words;
  for (const manga::Balloon& balloon : copied.balloons) words << toQt(balloon.text);
  for (const manga::Panel& holder : copied.regions) words << toQt(holder.regions.front().prompt);
  if (!words.isEmpty()) data->setText(words.join('\n'));
  return data;
}

std::unique_ptr<QMimeData> cutThings(Document& document, std::span<const Thing> things, const std::string& bundle) {
  auto data = copyThings(document.project(), things, bundle);
  if (data) removeThings(document, things);
  return data;
}

bool canPaste(const QMimeData& data) {
  return data.hasFormat(thingsMimeType);
}

std::vector<Thing> pasteThings(Document& document, const QMimeData& data, const PastePlace& place) {
  const json object = json::parse(data.data(thingsMimeType).toStdString(), nullptr, false);
  if (object.is_discarded()) throw Error(ErrorCode::invalid_argument, "the clipboard holds damaged things");
  Copied copied = fromJson(object);
  std::vector<Thing> added;
  const int count = int(copied.panels.size() + copied.boxes.size() + copied.regions.size() + copied.balloons.size());
  document.edit(QCoreApplication::translate("Commands", "Paste %n thing(s)", nullptr, count), [&](Draft& draft) {
    manga::Page& page = draft.page(place.page);
    added = add(draft, page, copied, place);
    moveAside(page, added);
  });
  return added;
}

}  // namespace koma::ui
