// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include "engine/api/plan_event.h"
#include "engine/api/plan_request.h"

namespace koma::ui {

/// "Plan page", "Refine prompt" …
[[nodiscard]] QString planTitle(const api::PlanTask& task);
/// What the field for the author's words asks for; empty for tasks without one.
[[nodiscard]] QString wishHint(const api::PlanTask& task);
/// Before anything is asked: what will happen.
[[nodiscard]] QString planHint(const api::PlanTask& task, bool byRule);
/// "812 + 340 tokens, 3.2 s"; empty when nobody was asked.
[[nodiscard]] QString costText(const api::PlanCost& cost);
/// "By rule, without a language model" or "llama3 at 127.0.0.1".
[[nodiscard]] QString originText(const std::string& origin);
/// What the author may do about it, after the planner's own sentence.
[[nodiscard]] QString planRemedy(ErrorCode code);

}  // namespace koma::ui
