// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>
#include <QString>

namespace koma::ui {

class Theme;

/// What an icon stands on.
enum class IconGround {
  surface,  ///< window, panel, card, field: drawn as text is, switched on in the accent colour
  accent,   ///< a button filled with the accent colour
};

/// The program's own icons: resources/icons/NAME.svg, drawn on a 20 × 20 grid in currentColor, tinted for the theme
/// and its states. Unknown names assert in debug and give a null icon. The icon re-tints itself when the theme changes.
[[nodiscard]] QIcon icon(const QString& name, const Theme& theme, IconGround ground = IconGround::surface);

}  // namespace koma::ui
