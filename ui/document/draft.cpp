// SPDX-License-Identifier: Apache-2.0
#include "ui/document/draft.h"

#include <algorithm>
#include <utility>

#include "engine/base/error.h"
#include "ui/document/find_in.h"

namespace koma::ui {
namespace {

[[noreturn]] void refuse(const char* what, std::uint64_t id) {
  throw Error(ErrorCode::not_found, std::string("the work has no ") + what + " of that number any more",
              std::to_string(id));
}

template <class ThingId, class Member>
manga::PageId holderOf(const std::vector<manga::Page>& pages, ThingId id, Member things) {
  for (const manga::Page& page : pages) {
    if (findIn(page.*things, id)) return page.id;
  }
  return {};
}

}  // namespace

Work workOf(const manga::Project& project) {
  return {project.title, project.direction, project.paper, project.script, project.drawing};
}

manga::Page& Draft::page(manga::PageId id) {
  if (parts_.page_list) {
    if (auto* page = findIn(*parts_.page_list, id)) return *page;
    refuse("page", id.value);
  }
  if (const auto touched = parts_.pages.find(id); touched != parts_.pages.end()) return touched->second;
  const manga::Page* page = manga::find_page(project_, id);
  if (!page) refuse("page", id.value);
  return parts_.pages.emplace(id, *page).first->second;
}

manga::Page& Draft::pageOf(manga::PanelId id) {
  for (auto& [pageId, page] : parts_.pages) {
    if (findIn(page.panels, id)) return page;
  }
  const auto& pages = parts_.page_list ? *parts_.page_list : project_.pages;
  const manga::PageId holder = holderOf(pages, id, &manga::Page::panels);
  if (!holder) refuse("panel", id.value);
  return page(holder);
}

manga::Page& Draft::pageOf(manga::BalloonId id) {
  for (auto& [pageId, page] : parts_.pages) {
    if (findIn(page.balloons, id)) return page;
  }
  const auto& pages = parts_.page_list ? *parts_.page_list : project_.pages;
  const manga::PageId holder = holderOf(pages, id, &manga::Page::balloons);
  if (!holder) refuse("balloon", id.value);
  return page(holder);
}

manga::Panel& Draft::panel(manga::PanelId id) {
  if (auto* panel = findIn(pageOf(id).panels, id)) return *panel;
  refuse("panel", id.value);
}

manga::Balloon& Draft::balloon(manga::BalloonId id) {
  if (auto* balloon = findIn(pageOf(id).balloons, id)) return *balloon;
  refuse("balloon", id.value);
}

manga::Character& Draft::character(manga::CharacterId id) {
  if (auto* member = findIn(cast(), id)) return *member;
  refuse("character", id.value);
}

std::vector<manga::Page>& Draft::pageList() {
  if (!parts_.page_list) {
    parts_.page_list = project_.pages;
    for (auto& [id, page] : parts_.pages) *findIn(*parts_.page_list, id) = std::move(page);
    parts_.pages.clear();
  }
  return *parts_.page_list;
}

std::vector<manga::Character>& Draft::cast() {
  if (!parts_.cast) parts_.cast = project_.cast;
  return *parts_.cast;
}

Work& Draft::work() {
  if (!parts_.work) parts_.work = workOf(project_);
  return *parts_.work;
}

Parts Draft::takeParts() {
  std::erase_if(parts_.pages, [&](const auto& touched) {
    const manga::Page* before = manga::find_page(project_, touched.first);
    return before && *before == touched.second;
  });
  if (parts_.page_list && *parts_.page_list == project_.pages) parts_.page_list.reset();
  if (parts_.cast && *parts_.cast == project_.cast) parts_.cast.reset();
  if (parts_.work && *parts_.work == workOf(project_)) parts_.work.reset();
  return std::exchange(parts_, {});
}

}  // namespace koma::ui
