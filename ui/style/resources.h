// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace koma::ui {

/// Makes the icons, the style sheet and the translations that are linked into the program findable under ":/". May be
/// called more than once.
void initResources();

}  // namespace koma::ui
