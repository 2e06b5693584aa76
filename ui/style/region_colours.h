// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <cstddef>

namespace koma::ui {

/// The colour of a panel's region by its place among them; after eight they come again, so that a number must stand
/// beside it. Seen on paper, on ink, and on both themes.
[[nodiscard]] QColor regionColour(std::size_t index);
/// Black or white, whichever is read on it.
[[nodiscard]] QColor wordsOn(const QColor& colour);

}  // namespace koma::ui
