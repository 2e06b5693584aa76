// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace koma::ui {

/// A name for a file or folder made of a title: what file systems do not bear is replaced, and it is short enough to
/// get a suffix. Empty when nothing is left of it.
[[nodiscard]] QString fileNameOf(const QString& title);

}  // namespace koma::ui
