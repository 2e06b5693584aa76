// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "engine/manga/panel_regions.h"
#include "ui/document/document.h"
#include "ui/document/selection.h"

/// Verbs for the regions of a panel; each is one undo step. Unknown ids throw Error(not_found); places that are not
/// there change nothing.
namespace koma::ui {

/// A box of its own that lies on top of the others; the cells of a split become boxes with it.
RegionRef addRegion(Document& document, manga::PanelId panel, const UnitBox& box);
/// Halves a region, or the whole panel where it has none. Returns the new one.
RegionRef divideRegion(Document& document, const RegionRef& region, manga::DivideInto direction);
/// One box for every region; `quick` joins the next within a second.
void placeRegions(Document& document, manga::PanelId panel, const std::vector<UnitBox>& boxes, bool quick = false);
/// Keystrokes merge.
void setRegionPrompt(Document& document, const RegionRef& region, const QString& prompt);
/// 0…1; a slider's way merges.
void setRegionWeight(Document& document, const RegionRef& region, double weight);
/// What the regions share; quick changes merge.
void setDivision(Document& document, manga::PanelId panel, const manga::Division& division);
/// The panel is one again.
void removeRegions(Document& document, manga::PanelId panel);

}  // namespace koma::ui
