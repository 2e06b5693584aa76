// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/manga/conversation.h"
#include "engine/planning/chat.h"

namespace koma::planning {

/// What an assistant is asked to do, in English, and the form of its answer.
struct AssistantOrder {
  std::string rules;
  AnswerForm form;
  std::string plain;  ///< how to answer without JSON
};

/// `person`: it is about somebody of the cast, not about a panel.
[[nodiscard]] AssistantOrder order_for(manga::TurnKind kind, bool person);

}  // namespace koma::planning
