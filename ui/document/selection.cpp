// SPDX-License-Identifier: Apache-2.0
#include "ui/document/selection.h"

#include <algorithm>

#include "ui/document/document.h"
#include "ui/document/things.h"

namespace koma::ui {
namespace {

template <class Kind>
const Kind* lastOf(const std::vector<Thing>& things) {
  for (auto thing = things.rbegin(); thing != things.rend(); ++thing) {
    if (const auto* found = std::get_if<Kind>(&*thing)) return found;
  }
  return nullptr;
}

}  // namespace

Selection::Selection(Document& document, QObject* parent) : QObject(parent), document_(document) {
  connect(&document, &Document::changed, this, &Selection::prune);
  prune();
}

bool Selection::contains(const Thing& thing) const {
  return std::ranges::find(things_, thing) != things_.end();
}

manga::PanelId Selection::panel() const {
  if (things_.empty()) return {};
  const Thing& last = things_.back();
  if (const auto* panel = std::get_if<manga::PanelId>(&last)) return *panel;
  if (const auto* box = std::get_if<BoxRef>(&last)) return box->panel;
  if (const auto* region = std::get_if<RegionRef>(&last)) return region->panel;
  const manga::Page* page = manga::find_page(document_.project(), page_);
  const manga::Balloon* balloon = page ? balloonOn(*page, std::get<manga::BalloonId>(last)) : nullptr;
  if (!balloon) return {};
  const auto under = std::ranges::find_if(
      page->panels, [&](const manga::Panel& panel) { return manga::contains(panel.frame, balloon->bounds.centre()); });
  return under == page->panels.end() ? manga::PanelId() : under->id;
}

manga::BalloonId Selection::balloon() const {
  const auto* balloon = lastOf<manga::BalloonId>(things_);
  return balloon ? *balloon : manga::BalloonId();
}

const BoxRef* Selection::box() const {
  return lastOf<BoxRef>(things_);
}

const RegionRef* Selection::region() const {
  return lastOf<RegionRef>(things_);
}

void Selection::setPage(manga::PageId page) {
  if (page == page_) return;
  page_ = page;
  const bool had = !things_.empty();
  things_.clear();
  emit pageChanged(page_);
  if (had) emit changed();
}

void Selection::set(std::vector<Thing> things) {
  if (things == things_) return;
  things_ = std::move(things);
  emit changed();
}

void Selection::toggle(const Thing& thing) {
  std::vector<Thing> things = things_;
  if (std::erase(things, thing) == 0) things.push_back(thing);
  set(std::move(things));
}

void Selection::setCharacter(manga::CharacterId character) {
  if (character == character_) return;
  character_ = character;
  emit characterChanged(character_);
}

void Selection::prune() {
  const manga::Project& project = document_.project();
  if (character_ && !manga::find_character(project, character_)) setCharacter({});
  const manga::Page* page = manga::find_page(project, page_);
  if (!page) {
    setPage(project.pages.empty() ? manga::PageId() : project.pages.front().id);
    return;
  }
  std::vector<Thing> things = things_;
  std::erase_if(things, [&](const Thing& thing) { return !exists(*page, thing); });
  set(std::move(things));
}

}  // namespace koma::ui
