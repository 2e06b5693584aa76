// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPalette>

#include "ui/style/theme.h"

namespace koma::ui {

/// Ink on warm paper.
[[nodiscard]] Colours lightColours();
/// Warm paper in a dark room.
[[nodiscard]] Colours darkColours();
/// The same for what draws with Qt's palette.
[[nodiscard]] QPalette paletteOf(const Colours& colours);
/// How well two opaque colours can be told apart, 1 … 21 (WCAG 2.1: text wants 4.5, lines of controls 3).
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

}  // namespace koma::ui
