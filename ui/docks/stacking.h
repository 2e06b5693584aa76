// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "ui/document/selection.h"

namespace koma::ui {

class Document;

/// Puts a box, region or balloon directly behind `above`, or when there is none directly before `below`; these are of
/// its kind, boxes and regions of its panel. One undo step. Returns the thing by the name that it has now. Nothing
/// happens to panels.
Thing stackBetween(Document& document, const Thing& thing, const std::optional<Thing>& above,
                   const std::optional<Thing>& below);

}  // namespace koma::ui
