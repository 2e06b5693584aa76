// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTransform>

class QPainter;

namespace koma::ui {

class PageItem;
class Selection;
class Theme;

/// Outlines of the selected panels and balloons of a page; boxes show it themselves, handles belong to the tools.
/// `painter` counts in view pixels.
void paintSelection(QPainter& painter, PageItem& page, const Selection& selection, const QTransform& pageToView,
                    const Theme& theme);

}  // namespace koma::ui
