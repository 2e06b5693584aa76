// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <vector>

#include "engine/manga/panel.h"

namespace koma::ui {

/// One line of a recipe for people.
struct RecipeLine {
  QString name, value;
  QString full = {};  ///< when the value is shortened
};

/// How a take was made, readable; a recipe that cannot be read gives one line that says so.
[[nodiscard]] std::vector<RecipeLine> recipeLines(const manga::Take& take);
/// The recipe's JSON, indented.
[[nodiscard]] QString recipeJson(const manga::Take& take);
/// When a take was made, in the author's time and words.
[[nodiscard]] QString takeDate(const manga::Take& take);

}  // namespace koma::ui
