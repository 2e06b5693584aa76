// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>
#include <QString>

namespace koma::ui {

class Theme;

/// The program's own icons: resources/icons/NAME.svg, drawn on a 20 × 20 grid in currentColor, tinted for the theme
/// and its states. Unknown names assert in debug and give a null icon. The icon re-tints itself when the theme changes.
[[nodiscard]] QIcon icon(const QString& name, const Theme& theme);

}  // namespace koma::ui
