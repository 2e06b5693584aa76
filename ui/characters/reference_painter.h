// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRect>

#include "engine/manga/character.h"

class QPainter;

namespace koma::ui {

class PictureLibrary;
class Theme;

/// Fills the place with the part of the picture that counts; with a sign while it is not at hand, or cannot be had.
void paintReference(QPainter& painter, const QRect& place, PictureLibrary& pictures, const manga::Reference& reference,
                    const Theme& theme);
/// The first reference, or the first letter of the name in the character's colour.
void paintPortrait(QPainter& painter, const QRect& place, PictureLibrary& pictures, const manga::Character& character,
                   const Theme& theme);

}  // namespace koma::ui
