// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "engine/manga/panel_layout.h"
#include "ui/document/document.h"

/// Verbs for whole pages and the work; each is one undo step.
namespace koma::ui {

/// An empty page before the page at index `at` (or behind the last); on the work's paper when none is given.
manga::PageId addPage(Document& document, std::size_t at, const std::optional<manga::Paper>& paper = {});
void removePages(Document& document, std::span<const manga::PageId> pages);
/// `to`: its index afterwards.
void movePage(Document& document, manga::PageId page, std::size_t to);
/// A copy behind the page, with ids of its own.
manga::PageId duplicatePage(Document& document, manga::PageId page);
void setPaper(Document& document, manga::PageId page, const manga::Paper& paper);
/// What new pages get; pages that are there keep theirs.
void setPaperOfNewPages(Document& document, const manga::Paper& paper);
/// Gives the page's panels, in reading order, the frames of a page template. Missing panels are added. Returns how
/// many panels the template had no room for: they are gone until the step is undone. Locked panels are left alone.
/// Throws Error(invalid_argument) for an unknown template.
std::size_t applyTemplate(Document& document, manga::PageId page, const std::string& templateId,
                          const manga::Gutters& gutters);
void setTitle(Document& document, const QString& title);
void setDirection(Document& document, manga::ReadingDirection direction);

}  // namespace koma::ui
