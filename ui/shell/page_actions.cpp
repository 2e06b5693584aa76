// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/page_actions.h"

#include <algorithm>

#include "ui/document/balloon_commands.h"
#include "ui/document/page_commands.h"
#include "ui/document/panel_commands.h"
#include "ui/document/things.h"
#include "ui/shell/actions.h"

namespace koma::ui {

PageActions::PageActions(Actions& actions, Document& document, Selection& selection, QObject* parent)
    : QObject(parent), actions_(actions), document_(document), selection_(selection) {
  connectPages();
  connectPanel();
  connectBalloon();
  connect(&selection, &Selection::changed, this, &PageActions::update);
  connect(&selection, &Selection::pageChanged, this, &PageActions::update);
  connect(&document, &Document::changed, this, &PageActions::update);
  update();
}

void PageActions::setOpen(bool open) {
  open_ = open;
  update();
}

std::size_t PageActions::pageIndex() const {
  const auto& pages = document_.project().pages;
  return std::size_t(std::ranges::find(pages, selection_.page(), &manga::Page::id) - pages.begin());
}

void PageActions::goToPage(int step) {
  const auto& pages = document_.project().pages;
  const auto target = std::ptrdiff_t(pageIndex()) + step;
  if (target >= 0 && target < std::ptrdiff_t(pages.size())) selection_.setPage(pages[std::size_t(target)].id);
}

void PageActions::connectPages() {
  connect(actions_["page.new"], &QAction::triggered, this, [this] {
    const std::size_t at = std::min(pageIndex() + 1, document_.project().pages.size());
    selection_.setPage(addPage(document_, at));
  });
  connect(actions_["page.duplicate"], &QAction::triggered, this,
          [this] { selection_.setPage(duplicatePage(document_, selection_.page())); });
  connect(actions_["page.delete"], &QAction::triggered, this, [this] {
    const manga::PageId page = selection_.page();
    removePages(document_, std::span(&page, 1));
  });
  connect(actions_["page.next"], &QAction::triggered, this, [this] { goToPage(1); });
  connect(actions_["page.previous"], &QAction::triggered, this, [this] { goToPage(-1); });
  // The next page of a work that is read from the right lies on the left.
  const auto leftwards = [this] {
    return document_.project().direction == manga::ReadingDirection::right_to_left ? 1 : -1;
  };
  connect(actions_["page.left"], &QAction::triggered, this, [=, this] { goToPage(leftwards()); });
  connect(actions_["page.right"], &QAction::triggered, this, [=, this] { goToPage(-leftwards()); });
}

void PageActions::connectPanel() {
  connect(actions_["panel.border"], &QAction::triggered, this, [this](bool drawn) {
    const manga::Panel* panel = manga::find_panel(document_.project(), selection_.panel());
    if (panel) {
      setBorder(document_, panel->id, drawn ? manga::BorderStyle::solid : manga::BorderStyle::none,
                panel->border_width);
    }
  });
}

const manga::Balloon* PageActions::balloon() const {
  const manga::Page* page = manga::find_page(document_.project(), selection_.page());
  return page ? balloonOn(*page, selection_.balloon()) : nullptr;
}

void PageActions::connectBalloon() {
  connect(actions_["balloon.shape"], &QAction::triggered, this, [this] {
    constexpr int shapes = 4;
    if (const manga::Balloon* chosen = balloon()) {
      setBalloonShape(document_, chosen->id, manga::BalloonShape((int(chosen->shape) + 1) % shapes));
    }
  });
  connect(actions_["balloon.direction"], &QAction::triggered, this, [this](bool vertical) {
    if (const manga::Balloon* chosen = balloon()) {
      manga::TextStyle style = chosen->style;
      style.direction = vertical ? manga::TextDirection::vertical : manga::TextDirection::horizontal;
      setBalloonStyle(document_, chosen->id, style);
    }
  });
}

void PageActions::update() {
  const auto& pages = document_.project().pages;
  const std::size_t index = pageIndex();
  const bool onPage = open_ && index < pages.size();
  actions_["page.new"]->setEnabled(open_);
  for (const char* id : {"page.duplicate", "page.delete", "page.left", "page.right"}) actions_[id]->setEnabled(onPage);
  actions_["page.next"]->setEnabled(onPage && index + 1 < pages.size());
  actions_["page.previous"]->setEnabled(onPage && index > 0);
  const manga::Panel* panel = open_ ? manga::find_panel(document_.project(), selection_.panel()) : nullptr;
  actions_["panel.border"]->setEnabled(panel != nullptr);
  actions_["panel.border"]->setChecked(panel && panel->border == manga::BorderStyle::solid);
  const manga::Balloon* chosen = open_ ? balloon() : nullptr;
  for (const char* id : {"balloon.shape", "balloon.direction"}) actions_[id]->setEnabled(chosen != nullptr);
  actions_["balloon.direction"]->setChecked(chosen && chosen->style.direction == manga::TextDirection::vertical);
}

}  // namespace koma::ui
