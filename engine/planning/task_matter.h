// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "engine/base/error.h"
#include "engine/planning/task_words.h"

/// What of a work a model is told, and how: shared by all tasks.
namespace koma::planning {

/// Throws Error(not_found) for what is not in the project any more.
template <class Thing>
const Thing& known(const Thing* thing, const char* what) {
  if (thing != nullptr) return *thing;
  throw Error(ErrorCode::not_found, std::string("the ") + what + " is not in the project any more; choose another");
}

/// The author's matter, which cannot close its own fence. Throws Error(invalid_argument) for more than 24 kB.
[[nodiscard]] std::string fenced(std::string text);
/// Names and descriptions.
[[nodiscard]] std::string cast_of(const manga::Project& project);
/// Size, shot, prompt and people of a panel.
[[nodiscard]] std::string about(const manga::Panel& panel, const manga::Project& project);
/// The rules, that everything fenced is matter, and the matter; the answer is one JSON object.
[[nodiscard]] TaskWords ask(const std::string& rules, AnswerForm form, const std::string& matter);

}  // namespace koma::planning
