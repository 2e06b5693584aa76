// SPDX-License-Identifier: Apache-2.0
#include "ui/document/swap_parts.h"

#include <algorithm>

namespace koma::ui {

SwapParts::SwapParts(Document& document, const QString& text, Parts parts, MergeMark merge)
    : QUndoCommand(text), document_(document), parts_(std::move(parts)), merge_(merge) {}

bool SwapParts::mergeWith(const QUndoCommand* other) {
  const auto& next = static_cast<const SwapParts&>(*other);  // ids are ours alone
  // Both are swapped in, so both hold what was before them: the older values are the ones to keep. A step over the list
  // of pages holds whole pages and is not worth untangling.
  if (!(next.merge_ == merge_) || parts_.page_list || next.parts_.page_list) return false;
  for (const auto& [id, page] : next.parts_.pages) parts_.pages.emplace(id, page);
  if (!parts_.cast) parts_.cast = next.parts_.cast;
  if (!parts_.work) parts_.work = next.parts_.work;
  const manga::Project& now = document_.project();
  const bool same = std::ranges::all_of(parts_.pages,
                                        [&](const auto& before) {
                                          const manga::Page* page = manga::find_page(now, before.first);
                                          return page && *page == before.second;
                                        }) &&
                    (!parts_.cast || *parts_.cast == now.cast) && (!parts_.work || *parts_.work == workOf(now));
  setObsolete(same);
  return true;
}

bool SwapParts::addTakes(manga::PanelId panel, std::span<const manga::Take> takes) {
  bool found = false;
  for (auto& [id, page] : parts_.pages) found = addTakesTo(page, panel, takes) || found;
  if (!parts_.page_list) return found;
  for (manga::Page& page : *parts_.page_list) found = addTakesTo(page, panel, takes) || found;
  return found;
}

bool SwapParts::addTurn(const manga::ConversationSubject& subject, const manga::Turn& turn) {
  if (const auto* character = std::get_if<manga::CharacterId>(&subject)) {
    return parts_.cast && addTurnTo(*parts_.cast, *character, turn);
  }
  const auto panel = std::get<manga::PanelId>(subject);
  bool found = false;
  for (auto& [id, page] : parts_.pages) found = addTurnTo(page, panel, turn) || found;
  if (!parts_.page_list) return found;
  for (manga::Page& page : *parts_.page_list) found = addTurnTo(page, panel, turn) || found;
  return found;
}

bool addTurnTo(manga::Page& page, manga::PanelId id, const manga::Turn& turn) {
  const auto panel = std::ranges::find(page.panels, id, &manga::Panel::id);
  if (panel == page.panels.end()) return false;
  manga::add_turn(panel->conversation, turn);
  return true;
}

bool addTurnTo(std::vector<manga::Character>& cast, manga::CharacterId id, const manga::Turn& turn) {
  const auto member = std::ranges::find(cast, id, &manga::Character::id);
  if (member == cast.end()) return false;
  manga::add_turn(member->conversation, turn);
  return true;
}

bool addTakesTo(manga::Page& page, manga::PanelId id, std::span<const manga::Take> takes) {
  const auto panel = std::ranges::find(page.panels, id, &manga::Panel::id);
  if (panel == page.panels.end()) return false;
  for (const manga::Take& take : takes) {
    if (std::ranges::find(panel->takes, take.id, &manga::Take::id) == panel->takes.end()) panel->takes.push_back(take);
  }
  return true;
}

}  // namespace koma::ui
