// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/planning/task_words.h"

namespace koma::planning {

/// So many questions and answers about a subject are told again with the next question.
inline constexpr std::size_t told_turns = 6;

/// What to ask for an assistant's task: the rules, the last turns of the conversation about its subject, the matter,
/// and pictures with the matter only. Of a panel its shown take is seen, cut as the frame shows it; with it, to
/// explain, the same with the boxes outlined, and to fill, the hole painted over and outlined. Where the model is known
/// to be blind and words are enough, nothing is shown and a note says so. Throws Error(not_found) for a subject that is
/// gone, Error(invalid_argument) for a picture, mask or question that the task needs and that is not there,
/// Error(unsupported) for a blind model where words are not enough.
[[nodiscard]] TaskWords assistant_words(const api::PlanRequest& request, const api::AssistantTask& task,
                                        api::Sight sight, const std::string& model);

/// Whether the model is one of LLMGA's, by its name: asked in the words of its training, it answers with tags.
[[nodiscard]] bool is_llmga(const std::string& model);

/// Panels only, pictures only …
[[nodiscard]] bool needs_picture(manga::TurnKind kind) noexcept;

}  // namespace koma::planning
