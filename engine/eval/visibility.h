// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "engine/eval/judge_trainer.h"

namespace koma::eval {

/// Whether a drawing shows an attribute (a name of `attributes`) of somebody at all; what it does not show is neither
/// taught to the judges nor counted. A close-up ends where the outfit begins. Eyes of their own have only those whose
/// expression does not redraw them: not the laughing, surprised, crying, sleepy and winking. From behind there is no
/// face: no expression, eyes and side of the face, no telling girls from boys, and nobody knows about glasses and
/// eyepatches, so that "none" says nothing either.
[[nodiscard]] bool can_be_seen(std::string_view attribute, const synthesis::DrawnCharacter& person);

/// For each dialogue box of an example whether its drawing shows where it ends: at least half of a narrow ring around
/// its ellipse is not white. On a white ground a calm place is there, but nobody could find it.
[[nodiscard]] std::vector<bool> dialogs_that_show(const Example& example);

}  // namespace koma::eval
