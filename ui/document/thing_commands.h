// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QRectF>
#include <span>

#include "ui/document/document.h"
#include "ui/document/selection.h"

/// Verbs for what is selected; each is one undo step. All things are on one page. Locked things are left alone.
namespace koma::ui {

enum class Alignment { left, centre, right, top, middle, bottom };
enum class Restack { raise, lower, toFront, toBack };
enum class Pace { step, repeated };  ///< repeated: joins the same verb on the same things within a second

void removeThings(Document& document, std::span<const Thing> things);
/// By mm on the page.
void translateThings(Document& document, std::span<const Thing> things, QPointF by, Pace pace = Pace::step);
/// Maps the rectangle `from` onto `to`, in mm, and the things with it.
void resizeThings(Document& document, std::span<const Thing> things, const QRectF& from, const QRectF& to,
                  Pace pace = Pace::step);
/// Along the edges of all of them; a single thing aligns with the inner frame.
void alignThings(Document& document, std::span<const Thing> things, Alignment alignment);
/// Equal spaces between three or more.
void distributeThings(Document& document, std::span<const Thing> things, Qt::Orientation direction);
/// Changes what lies above what, among things of a kind. Returns the things by the names that they have now: boxes
/// and regions are named by their places.
std::vector<Thing> restackThings(Document& document, std::span<const Thing> things, Restack how);
/// Copies with ids of their own, beside what they are copies of, in mm. Returns the copies.
std::vector<Thing> duplicateThings(Document& document, std::span<const Thing> things, QPointF offset = {3, 3});
/// Panels and balloons have names; a box is called after its character, a region after its prompt.
void renameThing(Document& document, const Thing& thing, const QString& name);
void setHidden(Document& document, std::span<const Thing> things, bool hidden);
void setLocked(Document& document, std::span<const Thing> things, bool locked);

}  // namespace koma::ui
