// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "engine/manga/panel_layout.h"
#include "ui/document/document.h"

/// Verbs that make one panel many and many one; each is one undo step. Boxes keep their places on the page. Masks end
/// with the frame that they were painted for. The functions throw Error(invalid_argument) with the reason when the
/// frames would become too small or are no neighbours, and then change nothing.
namespace koma::ui {

/// Cuts along the line through two points, in mm. The larger half remains the panel, with its takes; the other is the
/// new panel, with the same prompt and settings. Each box goes to the half that holds its middle. Returns the new half.
manga::PanelId cutPanel(Document& document, manga::PanelId panel, const manga::Point& from, const manga::Point& to,
                        double gutter);
/// Equal panels in the rectangle around the panel, in reading order. The first remains the panel, with its takes.
std::vector<manga::PanelId> dividePanel(Document& document, manga::PanelId panel, int rows, int columns,
                                        const manga::Gutters& gutters);
/// One panel in place of neighbours. The largest remains, with everybody's boxes, takes and prompts.
manga::PanelId mergePanels(Document& document, std::span<const manga::PanelId> panels, const manga::Gutters& gutters);

}  // namespace koma::ui
