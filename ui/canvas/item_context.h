// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace koma::ui {

class Background;
class PictureLibrary;
class Theme;

/// What the items of a page lean on; all of it outlives them.
struct ItemContext {
  Background& background;
  PictureLibrary& pictures;
  const Theme& theme;
  std::filesystem::path fontsFolder;
};

}  // namespace koma::ui
