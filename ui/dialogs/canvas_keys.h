// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <vector>

namespace koma::ui {

/// Something that keys and the pointer do on the page and that is no action of a menu.
struct CanvasKey {
  QString what;
  QString keys;  ///< alternatives separated by ";", in the words of QKeySequence::NativeText
};

/// In the current language.
[[nodiscard]] std::vector<CanvasKey> canvasKeys();

}  // namespace koma::ui
