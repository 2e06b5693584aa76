// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>
#include <QString>

#include "ui/document/selection.h"

namespace koma::ui {

class PictureLibrary;
class Theme;

/// How the tree of objects calls a thing: by its own name, by its text, after its character, or by its number.
[[nodiscard]] QString thingName(const manga::Project& project, const manga::Page& page, const Thing& thing, int number);
/// The picture of a panel as far as it is at hand, the colour of a box, or an icon of the kind.
[[nodiscard]] QIcon thingIcon(const manga::Project& project, const manga::Page& page, const Thing& thing,
                              PictureLibrary& pictures, const Theme& theme);

}  // namespace koma::ui
