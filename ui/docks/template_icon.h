// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>

#include "engine/manga/panel_layout.h"

namespace koma::ui {

class Theme;

/// A small drawing of a page template, as a work of that reading direction gets it.
[[nodiscard]] QIcon templateIcon(const manga::PageTemplate& pageTemplate, bool rightToLeft, const Theme& theme);

}  // namespace koma::ui
