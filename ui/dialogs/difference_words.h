// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <vector>

#include "engine/manga/differences.h"

namespace koma::ui {

/// "Page 2, panel 3", in the author's language.
[[nodiscard]] QString placeText(const manga::Place& place);
/// "Prompt", "Shot" …
[[nodiscard]] QString subjectText(manga::Subject subject);

/// A piece of a text beside another: whether only one of the two has it.
struct WordRun {
  QString text;
  bool changed = false;
  friend bool operator==(const WordRun&, const WordRun&) = default;
};
/// The words of both texts, those that only one has marked. Texts without blanks are compared sign by sign; very long
/// ones as wholes.
struct WordChange {
  std::vector<WordRun> before, after;
};
[[nodiscard]] WordChange wordChange(const QString& before, const QString& after);

}  // namespace koma::ui
