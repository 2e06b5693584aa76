// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/edit_actions.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <algorithm>

#include "engine/base/error.h"
#include "ui/document/clipboard.h"
#include "ui/document/document.h"
#include "ui/document/frame_commands.h"
#include "ui/document/region_commands.h"
#include "ui/document/thing_commands.h"
#include "ui/document/things.h"
#include "ui/shell/actions.h"
#include "ui/style/notices.h"

namespace koma::ui {
namespace {

const manga::Page* currentPage(const Document& document, const Selection& selection) {
  return manga::find_page(document.project(), selection.page());
}

}  // namespace

EditActions::EditActions(Actions& actions, Document& document, Selection& selection, Notices& notices,
                         std::function<manga::Gutters()> gutters, QObject* parent)
    : QObject(parent),
      actions_(actions),
      document_(document),
      selection_(selection),
      notices_(notices),
      gutters_(std::move(gutters)) {
  connectHistory();
  connectThings();
  connectArrange();
  connectClipboard();
  connectRegions();
  connect(&selection, &Selection::changed, this, &EditActions::update);
  connect(&document, &Document::changed, this, &EditActions::update);
  update();
}

void EditActions::setBundle(const std::string& bundle) {
  open_ = !bundle.empty();
  bundle_ = bundle;
  update();
}

void EditActions::attempt(const std::function<void()>& verb) {
  try {
    document_.endMerging();
    verb();
  } catch (const Error& error) {
    notices_.say({.kind = Notice::Kind::warning, .text = QString::fromStdString(error.sentence()), .key = "edit"});
  }
}

void EditActions::connectHistory() {
  QUndoStack& history = document_.history();
  connect(actions_["edit.undo"], &QAction::triggered, &history, &QUndoStack::undo);
  connect(actions_["edit.redo"], &QAction::triggered, &history, &QUndoStack::redo);
  connect(&history, &QUndoStack::indexChanged, this, &EditActions::update);
}

void EditActions::connectThings() {
  const auto things = [this]() -> const std::vector<Thing>& { return selection_.things(); };
  connect(actions_["edit.delete"], &QAction::triggered, this,
          [=, this] { attempt([&] { removeThings(document_, things()); }); });
  connect(actions_["edit.duplicate"], &QAction::triggered, this,
          [=, this] { attempt([&] { selection_.set(duplicateThings(document_, things())); }); });
  connect(actions_["edit.selectAll"], &QAction::triggered, this, &EditActions::selectAll);
  connect(actions_["edit.deselect"], &QAction::triggered, &selection_, &Selection::clear);
  connect(actions_["edit.lock"], &QAction::triggered, this, [=, this] {
    if (const manga::Page* page = currentPage(document_, selection_)) {
      const bool locked = std::ranges::all_of(things(), [&](const Thing& thing) { return isLocked(*page, thing); });
      attempt([&] { setLocked(document_, things(), !locked); });
    }
  });
  connect(actions_["edit.hide"], &QAction::triggered, this, [=, this] {
    if (const manga::Page* page = currentPage(document_, selection_)) {
      const bool hidden = std::ranges::all_of(things(), [&](const Thing& thing) { return isHidden(*page, thing); });
      attempt([&] { setHidden(document_, things(), !hidden); });
    }
  });
  connect(actions_["panel.merge"], &QAction::triggered, this, [this] {
    std::vector<manga::PanelId> panels;
    for (const Thing& thing : selection_.things()) {
      if (const auto* panel = std::get_if<manga::PanelId>(&thing)) panels.push_back(*panel);
    }
    attempt([&] { selection_.select(mergePanels(document_, panels, gutters_())); });
  });
}

void EditActions::connectArrange() {
  const std::pair<const char*, Restack> stacking[] = {{"arrange.front", Restack::toFront},
                                                      {"arrange.raise", Restack::raise},
                                                      {"arrange.lower", Restack::lower},
                                                      {"arrange.back", Restack::toBack}};
  for (const auto& [id, how] : stacking) {
    connect(actions_[id], &QAction::triggered, this, [this, how = how] {
      attempt([&] { selection_.set(restackThings(document_, selection_.things(), how)); });
    });
  }
  const std::pair<const char*, Alignment> aligning[] = {
      {"arrange.left", Alignment::left}, {"arrange.centre", Alignment::centre}, {"arrange.right", Alignment::right},
      {"arrange.top", Alignment::top},   {"arrange.middle", Alignment::middle}, {"arrange.bottom", Alignment::bottom}};
  for (const auto& [id, alignment] : aligning) {
    connect(actions_[id], &QAction::triggered, this, [this, alignment = alignment] {
      attempt([&] { alignThings(document_, selection_.things(), alignment); });
    });
  }
  for (const auto& [id, direction] :
       {std::pair("arrange.distributeH", Qt::Horizontal), std::pair("arrange.distributeV", Qt::Vertical)}) {
    connect(actions_[id], &QAction::triggered, this, [this, direction = direction] {
      attempt([&] { distributeThings(document_, selection_.things(), direction); });
    });
  }
}

void EditActions::connectRegions() {
  for (const auto& [id, direction] :
       {std::pair("region.columns", manga::DivideInto::columns), std::pair("region.rows", manga::DivideInto::rows)}) {
    connect(actions_[id], &QAction::triggered, this, [this, direction = direction] {
      const manga::PanelId panel = selection_.panel();
      const manga::Panel* divided = manga::find_panel(document_.project(), panel);
      if (!divided) return;
      const RegionRef* chosen = selection_.region();
      const std::size_t last = divided->regions.empty() ? 0 : divided->regions.size() - 1;
      attempt([&] {
        selection_.select(divideRegion(document_, {panel, chosen ? chosen->index : last}, direction));
        if (const RegionRef* made = selection_.region()) emit regionMade(RegionRef(*made));
      });
    });
  }
  connect(actions_["region.remove"], &QAction::triggered, this,
          [this] { attempt([&] { removeRegions(document_, selection_.panel()); }); });
}

void EditActions::connectClipboard() {
  const auto give = [](std::unique_ptr<QMimeData> data) {
    if (data) QGuiApplication::clipboard()->setMimeData(data.release());
  };
  connect(actions_["edit.copy"], &QAction::triggered, this,
          [=, this] { give(copyThings(document_.project(), selection_.things(), bundle_)); });
  connect(actions_["edit.cut"], &QAction::triggered, this,
          [=, this] { attempt([&] { give(cutThings(document_, selection_.things(), bundle_)); }); });
  connect(actions_["edit.paste"], &QAction::triggered, this, [this] {
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    if (!data) return;
    if (canPaste(*data)) {
      attempt([&] { selection_.set(pasteThings(document_, *data, {selection_.page(), selection_.panel(), bundle_})); });
    } else if (data->hasImage() || data->hasUrls()) {
      emit picturePasted();
    }
  });
}

void EditActions::selectAll() {
  const manga::Page* page = currentPage(document_, selection_);
  if (!page) return;
  std::vector<Thing> things;
  for (const manga::Panel& panel : page->panels) {
    if (!panel.locked && !panel.hidden) things.emplace_back(panel.id);
  }
  for (const manga::Balloon& balloon : page->balloons) {
    if (!balloon.locked && !balloon.hidden) things.emplace_back(balloon.id);
  }
  selection_.set(std::move(things));
}

void EditActions::update() {
  const std::size_t count = open_ ? selection_.things().size() : 0;
  QUndoStack& history = document_.history();
  actions_["edit.undo"]->setEnabled(open_ && history.canUndo());
  actions_["edit.redo"]->setEnabled(open_ && history.canRedo());
  for (const char* id :
       {"edit.cut", "edit.copy", "edit.duplicate", "edit.delete", "edit.deselect", "edit.rename", "edit.lock",
        "edit.hide", "arrange.front", "arrange.raise", "arrange.lower", "arrange.back", "arrange.left",
        "arrange.centre", "arrange.right", "arrange.top", "arrange.middle", "arrange.bottom"}) {
    actions_[id]->setEnabled(count > 0);
  }
  for (const char* id : {"arrange.distributeH", "arrange.distributeV"}) actions_[id]->setEnabled(count > 2);
  const auto panels = std::ranges::count_if(
      selection_.things(), [](const Thing& thing) { return std::holds_alternative<manga::PanelId>(thing); });
  const manga::Panel* panel = open_ ? manga::find_panel(document_.project(), selection_.panel()) : nullptr;
  for (const char* id : {"region.columns", "region.rows"}) actions_[id]->setEnabled(panel != nullptr);
  actions_["region.remove"]->setEnabled(panel && !panel->regions.empty());
  actions_["panel.merge"]->setEnabled(open_ && panels > 1);
  for (const char* id : {"edit.paste", "edit.selectAll"}) actions_[id]->setEnabled(open_);
}

}  // namespace koma::ui
