// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "engine/manga/project.h"

namespace koma::ui {

/// "Page 2, panel 3", counted as they are read; "Page 2, Roof" for a panel with a name. Empty when it is gone.
[[nodiscard]] QString panelLabel(const manga::Project& project, manga::PanelId panel);

}  // namespace koma::ui
