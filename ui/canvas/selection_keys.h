// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "ui/document/selection.h"

class QKeyEvent;

namespace koma::ui {

class CanvasHost;

/// What keys do to the selection under every tool: arrows nudge by 0.1 mm and with Shift by 1 mm, Alt and arrows
/// change the size, Ctrl+Tab and Ctrl+Shift+Tab choose the next and the previous thing in reading order, Esc first
/// clears the selection and then goes back to the select tool. True when the key was one of these.
bool selectionKey(CanvasHost& host, QKeyEvent& event);

/// Whether the key would be one of these now.
[[nodiscard]] bool isSelectionKey(CanvasHost& host, const QKeyEvent& event);

/// What people call a thing: its name, its text, whom a box holds, or "Panel 3" by reading order.
[[nodiscard]] QString nameOf(const manga::Project& project, const manga::Page& page, const Thing& thing);

}  // namespace koma::ui
