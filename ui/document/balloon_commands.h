// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSizeF>

#include "ui/document/document.h"

/// Verbs for balloons; each is one undo step. Unknown ids throw Error(not_found).
namespace koma::ui {

/// Of a balloon that nobody sized, mm: three columns of seven characters at 9 points.
inline constexpr QSizeF usualBody(24, 32);

/// A balloon on top of the others; it gets an id of its own.
manga::BalloonId addBalloon(Document& document, manga::PageId page, const manga::Balloon& balloon);
/// Keystrokes merge. Latin letters in a balloon that was empty are set horizontally.
void setBalloonText(Document& document, manga::BalloonId balloon, const QString& text);
void setBalloonStyle(Document& document, manga::BalloonId balloon, const manga::TextStyle& style);
void setBalloonShape(Document& document, manga::BalloonId balloon, manga::BalloonShape shape);
void setBalloonBounds(Document& document, manga::BalloonId balloon, const manga::Rect& bounds);
/// Width of the outline in mm and opacity of the white inside, 0…1.
void setBalloonLook(Document& document, manga::BalloonId balloon, double lineWidth, double opacity);
void setTails(Document& document, manga::BalloonId balloon, const std::vector<manga::Tail>& tails);
/// Zero: nobody of the cast.
void setSpeaker(Document& document, manga::BalloonId balloon, manga::CharacterId speaker);

}  // namespace koma::ui
