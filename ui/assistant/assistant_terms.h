// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "engine/manga/conversation.h"

/// What the assistant's dock says about turns of a conversation.
namespace koma::ui {

/// "Refine prompt", "Why not?" …; of a question nothing.
[[nodiscard]] QString turnTitle(manga::TurnKind kind, bool person);
/// What a quick action does, and what the words in the field are for.
[[nodiscard]] QString turnHint(manga::TurnKind kind, bool person);
/// What accepting does, for the button; empty where there is nothing to accept.
[[nodiscard]] QString acceptText(const manga::Turn& turn, bool person);
[[nodiscard]] QString acceptHint(const manga::Turn& turn, bool person);
/// "Accepted", "Dismissed" or nothing.
[[nodiscard]] QString stateText(manga::TurnState state);
/// "llava at 127.0.0.1:8080 · rather sure".
[[nodiscard]] QString sourceText(const manga::Turn& turn);

/// Two texts as one, as rich text: what goes is struck through, what comes is underlined, both are coloured.
struct DiffColours {
  QString gone, come;
};
[[nodiscard]] QString inlineDifference(const QString& before, const QString& after, const DiffColours& colours);

}  // namespace koma::ui
