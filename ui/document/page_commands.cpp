// SPDX-License-Identifier: Apache-2.0
#include "ui/document/page_commands.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/document/copies.h"
#include "ui/document/merge_verbs.h"

namespace koma::ui {
namespace {

std::ptrdiff_t indexOf(const std::vector<manga::Page>& pages, manga::PageId id) {
  return std::ranges::find(pages, id, &manga::Page::id) - pages.begin();
}

}  // namespace

manga::PageId addPage(Document& document, std::size_t at, const std::optional<manga::Paper>& paper) {
  manga::PageId id;
  document.edit(QCoreApplication::translate("Commands", "Add page"), [&](Draft& draft) {
    manga::Page page;
    page.id = id = draft.newId<manga::Page>();
    page.paper = paper.value_or(draft.project().paper);
    auto& pages = draft.pageList();
    pages.insert(pages.begin() + std::ptrdiff_t(std::min(at, pages.size())), std::move(page));
  });
  return id;
}

void removePages(Document& document, std::span<const manga::PageId> ids) {
  const QString text = QCoreApplication::translate("Commands", "Remove %n page(s)", nullptr, int(ids.size()));
  document.edit(text, [&](Draft& draft) {
    std::erase_if(draft.pageList(), [&](const auto& page) { return std::ranges::find(ids, page.id) != ids.end(); });
  });
}

void movePage(Document& document, manga::PageId id, std::size_t to) {
  document.edit(QCoreApplication::translate("Commands", "Move page"), [&](Draft& draft) {
    draft.page(id);  // refuses an unknown one
    auto& pages = draft.pageList();
    const auto from = pages.begin() + indexOf(pages, id);
    const auto target = pages.begin() + std::ptrdiff_t(std::min(to, pages.size() - 1));
    if (from < target) {
      std::rotate(from, from + 1, target + 1);
    } else {
      std::rotate(target, from, from + 1);
    }
  });
}

manga::PageId duplicatePage(Document& document, manga::PageId id) {
  manga::PageId copied;
  document.edit(QCoreApplication::translate("Commands", "Duplicate page"), [&](Draft& draft) {
    manga::Page copy = draft.page(id);
    renumber(copy, draft);
    copied = copy.id;
    auto& pages = draft.pageList();
    pages.insert(pages.begin() + indexOf(pages, id) + 1, std::move(copy));
  });
  return copied;
}

void setPaper(Document& document, manga::PageId page, const manga::Paper& paper) {
  document.edit(QCoreApplication::translate("Commands", "Change paper"),
                [&](Draft& draft) { draft.page(page).paper = paper; });
}

void setPaperOfNewPages(Document& document, const manga::Paper& paper) {
  document.edit(QCoreApplication::translate("Commands", "Change paper of new pages"),
                [&](Draft& draft) { draft.work().paper = paper; });
}

std::size_t applyTemplate(Document& document, manga::PageId id, const std::string& templateId,
                          const manga::Gutters& gutters) {
  std::size_t surplus = 0;
  document.edit(QCoreApplication::translate("Commands", "Apply page template"), [&](Draft& draft) {
    manga::Page& page = draft.page(id);
    const auto direction = draft.project().direction;
    const auto frames = manga::frames_of(templateId, page.paper.inner_frame, gutters, direction);
    std::vector<manga::PanelId> free;  // in reading order
    for (const std::size_t index : manga::reading_order(page.panels, direction)) {
      if (!page.panels[index].locked) free.push_back(page.panels[index].id);
    }
    for (std::size_t i = 0; i < frames.size(); ++i) {
      if (i >= free.size()) {
        page.panels.emplace_back().id = draft.newId<manga::Panel>();
        page.panels.back().frame = frames[i];
        continue;
      }
      std::ranges::find(page.panels, free[i], &manga::Panel::id)->frame = frames[i];
    }
    const std::size_t kept = std::min(frames.size(), free.size());
    surplus = free.size() - kept;
    free.erase(free.begin(), free.begin() + std::ptrdiff_t(kept));
    std::erase_if(page.panels, [&](const auto& panel) { return std::ranges::find(free, panel.id) != free.end(); });
  });
  return surplus;
}

void setTitle(Document& document, const QString& title) {
  document.edit(QCoreApplication::translate("Commands", "Change title"),
                [&](Draft& draft) { draft.work().title = title.toStdString(); }, {int(MergeVerb::title), 0});
}

void setDirection(Document& document, manga::ReadingDirection direction) {
  document.edit(QCoreApplication::translate("Commands", "Change reading direction"),
                [&](Draft& draft) { draft.work().direction = direction; });
}

}  // namespace koma::ui
