// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/planning/chat.h"

/// The forms of answers, in the subset of JSON schema that llama.cpp, Ollama, LM Studio, vLLM and OpenAI all keep
/// (specs/llmga.md 5.2): objects with every field required and no others, lists with bounds, strings, enumerations,
/// integers with bounds.
namespace koma::planning {

[[nodiscard]] AnswerForm recaption_form();
[[nodiscard]] AnswerForm regions_form();
[[nodiscard]] AnswerForm page_form();
[[nodiscard]] AnswerForm character_form();
/// Of so many lines, numbered from 1.
[[nodiscard]] AnswerForm translation_form(std::size_t lines);
/// Schemas R, F, E and V of specs/llmga.md 5.4: words for a picture, words for a hole in one, a change with its place,
/// what is seen.
[[nodiscard]] AnswerForm words_form();
[[nodiscard]] AnswerForm fill_form();
[[nodiscard]] AnswerForm edit_form();
[[nodiscard]] AnswerForm view_form();
/// `{"colour": …}`, for trying out an endpoint.
[[nodiscard]] AnswerForm colour_form();

}  // namespace koma::planning
