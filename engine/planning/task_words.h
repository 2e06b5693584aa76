// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "engine/api/plan_request.h"
#include "engine/planning/chat.h"

namespace koma::planning {

/// What to ask a model for a task: the rules, then the author's matter as data, then pictures. The form of the answer
/// is described in words as well, because some servers keep to a schema without telling it to the model.
struct TaskWords {
  std::vector<ChatMessage> messages;
  AnswerForm form;
  std::string plain;               ///< how to answer without JSON; empty: there is no such way
  bool begins_plain = false;       ///< the model answers without JSON at once, as LLMGA's do
  bool needs_sight = false;        ///< it is about a picture
  int width = 0, height = 0;       ///< of the picture that is shown; 0: none
  manga::AssetId picture;          ///< of the work, that is shown; empty: none
  UnitBox part{0, 0, 1, 1};        ///< of it
  std::vector<std::string> notes;  ///< sentences for the author
};

/// Throws Error(not_found) for things that are not in the project, Error(invalid_argument) for a task without matter,
/// such as a character without reference pictures. `model`: that will answer; LLMGA's are asked in words of their own.
[[nodiscard]] TaskWords words_for(const api::PlanRequest& request, api::Sight sight, const std::string& model = {});

/// The balloons of a translation task, with a text each.
[[nodiscard]] std::vector<manga::BalloonId> balloons_of(const api::TranslationTask& task,
                                                        const manga::Project& project);

}  // namespace koma::planning
