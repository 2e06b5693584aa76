// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "engine/api/preview_slot.h"
#include "engine/manga/panel_layout.h"
#include "ui/style/theme.h"

namespace koma::ui {

/// How the author wants the program to be; the same for all works.
struct Preferences {
  ThemeChoice theme = ThemeChoice::system;
  QString language;                                          ///< "en", "ja", "zh_CN"; empty follows the system
  int threads = 0;                                           ///< of the engine; 0 lets it decide
  QString device;                                            ///< "cpu", "cuda"; empty lets the engine decide
  api::PreviewQuality previews = api::PreviewQuality::fast;  ///< how pictures appear while they are drawn
  bool acceptNewPictures = true;  ///< a finished picture goes on the page when the panel has none
  manga::Gutters gutters;         ///< mm
  bool snap = true;
  int pictureMemory = 512;  ///< MiB for pictures at hand
  friend bool operator==(const Preferences& a, const Preferences& b) {
    return a.theme == b.theme && a.language == b.language && a.threads == b.threads && a.device == b.device &&
           a.previews == b.previews && a.acceptNewPictures == b.acceptNewPictures && a.gutters.row == b.gutters.row &&
           a.gutters.column == b.gutters.column && a.snap == b.snap && a.pictureMemory == b.pictureMemory;
  }
};

/// What the fields of the dialog allow and the file of the settings may say.
namespace limits {
inline constexpr int threads = 256;
inline constexpr double gutter = 30;                             ///< mm
inline constexpr int leastMemory = 128, mostMemory = 16 * 1024;  ///< MiB
}  // namespace limits

}  // namespace koma::ui
