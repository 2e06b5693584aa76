// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/assistant_orders.h"

#include "engine/planning/answer_forms.h"

namespace koma::planning {

namespace {

using manga::TurnKind;

constexpr const char* view_fields =
    " JSON fields: \"answer\" (in the language of the author's question), \"confidence\" (low, medium or high), "
    "\"boxes\" (up to 12 things that the answer speaks of, each {\"label\", \"x0\", \"y0\", \"x1\", \"y1\"} in "
    "integers from 0 to 1000 of the picture, x to the right, y down; may be empty).";
constexpr const char* words_fields =
    " JSON fields: \"intent\" (generate, or chat when the author wants no prompt), \"caption\" (the prompt: English "
    "prose of at most 120 words), \"tags\" (the same as Danbooru's words, at most 60), \"negative\" (what must not be "
    "seen), \"aspect\" (portrait, landscape, square or panel), \"shot\" (close, bust, half, full, wide or none), "
    "\"reply\" (one sentence to the author, in the author's language, about what you changed).";

AssistantOrder view_order(const std::string& rules) {
  return {rules + view_fields, view_form(), "Answer in plain words, in at most ten sentences."};
}

AssistantOrder prompt_order(const std::string& rules, AnswerForm form) {
  return {rules, std::move(form), "Answer with the prompt alone, between <gen_image> and </gen_image>."};
}

AssistantOrder refine_order(bool person) {
  const std::string panel =
      "You write prompts for a diffusion model that draws black and white manga panels. Rewrite the panel's prompt as "
      "the author wishes: who is there, what they do and feel, the place, the light and the shot. Keep everything that "
      "the author has said.";
  const std::string somebody =
      "You describe a manga character for an artist. Rewrite the description as the author wishes: age, build, hair, "
      "eyes, clothes and what is unmistakable, in one English sentence of at most 40 words; it is the caption. Keep "
      "what "
      "the author has said.";
  return prompt_order((person ? somebody : panel) + words_fields, words_form());
}

AssistantOrder edit_order() {
  return prompt_order(
      "You plan a change of a manga picture. Find what must be drawn anew to do what the author wishes, and as little "
      "else as can be. JSON fields: \"source_caption\" (what the picture shows), \"target_caption\" (what the whole "
      "picture shows afterwards, as a prompt of at most 120 English words), \"changed\" (up to 8 short phrases), "
      "\"box\" (what is drawn anew, four integers x0, y0, x1, y1 from 0 to 1000 of the picture), \"whole_image\" (true "
      "when nothing can stay).",
      edit_form());
}

AssistantOrder fill_order() {
  return prompt_order(
      "You write prompts for repainting a hole in a manga picture. The first picture has the hole painted grey, in the "
      "second it is outlined in red. Imagine what fits there. JSON fields: \"scene\" (the finished picture, at most "
      "120 "
      "English words), \"fill\" (only what is in the hole), \"tags\" (the same as Danbooru's words), "
      "\"continue_lines\" (what runs on through the hole), \"avoid\" (what must not be there).",
      fill_form());
}

}  // namespace

AssistantOrder order_for(TurnKind kind, bool person) {
  switch (kind) {
    case TurnKind::ask:
      return view_order(
          "You help the author of a manga. Answer the author's question about the picture, or about the words where "
          "there is no picture; say so when you cannot know.");
    case TurnKind::describe:
      return view_order(
          "You help the author of a manga. Describe the picture in at most 120 words: who and what is seen, where, "
          "what "
          "they do and feel, the shot and the light; only what can be seen.");
    case TurnKind::refine:
      return refine_order(person);
    case TurnKind::similar:
      return prompt_order(
          std::string("You write prompts for a diffusion model that draws black and white manga panels. Write the "
                      "prompt for another picture like this one: the same people, place and mood; vary what the author "
                      "wishes varied.") +
              words_fields,
          words_form());
    case TurnKind::edit:
      return edit_order();
    case TurnKind::fill:
      return fill_order();
    case TurnKind::explain:
      break;
  }
  return view_order(
      "You judge a picture that was drawn for a manga panel. Say in at most 120 words where it does not keep to what "
      "was "
      "asked (people, their boxes, room for balloons, the prompt), why a diffusion model may have done so, and what "
      "the "
      "author can change: the prompt, a box, the strength of a reference, another seed. Where the picture keeps to it, "
      "say so.");
}

}  // namespace koma::planning
