// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/api/plan_request.h"
#include "engine/planning/answer_fields.h"

/// An assistant's answers become turns of a conversation: checked, clamped and cleaned, as all answers are.
namespace koma::planning {

/// Answers in the forms of specs/llmga.md 5.4. Boxes and areas are in 0…1 of the picture that was sent. A prompt longer
/// than CLIP's four windows take is cut after a sentence or a comma. Throws Error(invalid_file) with the JSON path.
[[nodiscard]] manga::Turn read_turn(const nlohmann::json& answer, const api::AssistantTask& task,
                                    const SeenPicture& seen);
/// Answers in plain words, prompts between LLMGA's tags. `tags_only`: what stands beside tags is never a prompt. Throws
/// Error(invalid_file) for an answer with fewer than three words where a prompt is wanted, and for none at all.
[[nodiscard]] manga::Turn read_plain_turn(const std::string& answer, const api::AssistantTask& task, bool tags_only);

/// The words up to the last end of a sentence, comma or blank before the `most`-th word.
[[nodiscard]] std::string cut_words(const std::string& text, std::size_t most);

/// The text fields of the task's form that people read, in the order in which they are worth hearing.
[[nodiscard]] std::vector<std::string> spoken_fields(manga::TurnKind kind);

}  // namespace koma::planning
