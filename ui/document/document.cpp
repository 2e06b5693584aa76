// SPDX-License-Identifier: Apache-2.0
#include "ui/document/document.h"

#include <QDateTime>
#include <algorithm>
#include <utility>

#include "ui/document/swap_parts.h"

namespace koma::ui {
namespace {

/// A pause after which the next keystroke is a step of its own.
constexpr qint64 mergePause = 1000;  // ms

template <class Things>
bool sameMembers(const Things& a, const Things& b) {
  return std::ranges::equal(a, b, [](const auto& one, const auto& other) { return one.id == other.id; });
}

void addChanges(std::vector<Change>& changes, const std::vector<manga::Character>& before,
                const std::vector<manga::Character>& after) {
  if (!sameMembers(before, after)) {
    changes.emplace_back(CastChanged{});
    return;
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (!(before[i] == after[i])) changes.emplace_back(CharacterChanged{after[i].id});
  }
}

void addChanges(std::vector<Change>& changes, const manga::Page& before, const manga::Page& after) {
  if (!(before.paper == after.paper) || !sameMembers(before.panels, after.panels) ||
      !sameMembers(before.balloons, after.balloons)) {
    changes.emplace_back(PageChanged{after.id});
    return;
  }
  for (std::size_t i = 0; i < after.panels.size(); ++i) {
    if (!(before.panels[i] == after.panels[i])) changes.emplace_back(PanelChanged{after.id, after.panels[i].id});
  }
  for (std::size_t i = 0; i < after.balloons.size(); ++i) {
    if (!(before.balloons[i] == after.balloons[i])) {
      changes.emplace_back(BalloonChanged{after.id, after.balloons[i].id});
    }
  }
}

}  // namespace

Document::Document(manga::Project project, QObject* parent) : QObject(parent), project_(std::move(project)) {}

void Document::reset(manga::Project project) {
  history_.clear();
  project_ = std::move(project);
  mergeable_ = false;
  ++revision_;
  emit changed(ProjectReset{});
}

bool Document::mayMerge(MergeKey key) {
  const qint64 now = QDateTime::currentMSecsSinceEpoch();
  const bool soon = mergeable_ && key.verb != 0 && key == lastMerge_ && now - lastMergeTime_ < mergePause;
  lastMerge_ = key;
  lastMergeTime_ = now;
  mergeable_ = true;
  return soon;
}

bool Document::edit(const QString& text, const std::function<void(Draft&)>& change, MergeKey merge) {
  Draft draft(project_);
  change(draft);
  project_.next_id = std::max(project_.next_id, draft.nextId());
  Parts parts = draft.takeParts();
  if (parts.empty()) return false;
  if (!mayMerge(merge)) ++gesture_;
  history_.push(new SwapParts(*this, text, std::move(parts), {merge, gesture_}));
  return true;
}

void Document::swapIn(Parts& parts) {
  std::vector<Change> changes;
  if (parts.work) {
    Work other = std::exchange(*parts.work, workOf(project_));
    project_.title = std::move(other.title);
    project_.direction = other.direction;
    project_.paper = std::move(other.paper);
    project_.script = std::move(other.script);
    project_.drawing = std::move(other.drawing);
    changes.emplace_back(WorkChanged{});
  }
  if (parts.cast) {
    std::swap(*parts.cast, project_.cast);
    addChanges(changes, *parts.cast, project_.cast);
  }
  if (parts.page_list) {
    std::swap(*parts.page_list, project_.pages);
    changes.emplace_back(PagesChanged{});
  }
  for (auto& [id, page] : parts.pages) {
    manga::Page& now = *manga::find_page(project_, id);
    std::swap(page, now);
    addChanges(changes, page, now);
  }
  ++revision_;
  for (const Change& change : changes) emit changed(change);
}

std::vector<manga::TakeId> Document::reserveTakeIds(int count) {
  std::vector<manga::TakeId> ids;
  for (int i = 0; i < count; ++i) ids.push_back(project_.new_id<manga::Take>());
  ++revision_;
  return ids;
}

bool Document::addTurn(const manga::ConversationSubject& subject, const manga::Turn& turn) {
  bool remembered = false;
  for (int i = 0; i < history_.count(); ++i) {
    auto* step = dynamic_cast<SwapParts*>(const_cast<QUndoCommand*>(history_.command(i)));
    remembered = (step && step->addTurn(subject, turn)) || remembered;
  }
  if (const auto* panel = std::get_if<manga::PanelId>(&subject)) {
    for (manga::Page& page : project_.pages) {
      if (!addTurnTo(page, *panel, turn)) continue;
      ++revision_;
      emit changed(PanelChanged{page.id, *panel});
      return true;
    }
  } else if (addTurnTo(project_.cast, std::get<manga::CharacterId>(subject), turn)) {
    ++revision_;
    emit changed(CharacterChanged{std::get<manga::CharacterId>(subject)});
    return true;
  }
  return remembered;
}

bool Document::addTakes(manga::PanelId panel, std::span<const manga::Take> takes) {
  bool remembered = false;
  for (int i = 0; i < history_.count(); ++i) {
    // The history only shows its steps as constant; they are ours.
    auto* step = dynamic_cast<SwapParts*>(const_cast<QUndoCommand*>(history_.command(i)));
    remembered = (step && step->addTakes(panel, takes)) || remembered;
  }
  for (const manga::Take& take : takes) project_.next_id = std::max(project_.next_id, take.id.value + 1);
  for (manga::Page& page : project_.pages) {
    if (!addTakesTo(page, panel, takes)) continue;
    ++revision_;
    emit changed(PanelChanged{page.id, panel});
    return true;
  }
  return remembered;
}

}  // namespace koma::ui
