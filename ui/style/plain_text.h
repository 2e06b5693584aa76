// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace koma::ui {

/// What an action or a label is called: its text without the mark of the key that chooses it, "&Open…" as well as
/// "打开(&O)…", and without the dots.
[[nodiscard]] QString plainText(QString text);

}  // namespace koma::ui
