// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/assistant_reader.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/planning/tagged_text.h"

namespace koma::planning {

using manga::TurnKind;
using nlohmann::json;

namespace {

constexpr std::size_t most_label = 100;
/// Four windows of 75 tokens (specs/llmga.md 2.1), at a little more than a token a word.
constexpr std::size_t most_prompt_words = 230;

std::string prompt_of(const std::string& prose, const std::vector<std::string>& tags, bool wants_tags) {
  return cut_words(wants_tags && !tags.empty() ? joined(tags) : prose, most_prompt_words);
}

/// Schema R. The frame has its aspect already, and a panel that is refined its shot.
manga::Turn read_words(const Fields& fields, const api::AssistantTask& task) {
  manga::Turn turn{.kind = task.kind, .answer = fields.text("reply", most_prompt)};
  constexpr std::array intents = {"chat"};
  if (fields.choice("intent", intents) == "chat") {
    if (turn.answer.empty()) turn.answer = fields.words("caption", most_prompt);
    return turn;
  }
  turn.prompt = prompt_of(fields.words("caption", most_prompt), fields.texts("tags", 100), task.tags);
  const std::string negative = joined(fields.texts("negative", 100));
  if (!negative.empty() && std::holds_alternative<manga::PanelId>(task.subject)) turn.negative_prompt = negative;
  if (task.kind != TurnKind::similar) return turn;
  const std::string shot = fields.text("shot", most_name);
  if (shot == "close") turn.shot = "close-up";
  if (shot == "bust" || shot == "half") turn.shot = "bust";
  if (shot == "full" || shot == "wide") turn.shot = shot;
  return turn;
}

/// Schema F. What is in the hole leads: it is most of what a model that repaints gets to see.
manga::Turn read_fill(const Fields& fields, const api::AssistantTask& task) {
  const std::string fill = fields.words("fill", most_prompt), scene = fields.text("scene", most_prompt);
  manga::Turn turn{.kind = task.kind, .answer = fill};
  const std::string prose = scene.empty() || scene == fill ? fill : fill + (fill.ends_with('.') ? " " : ". ") + scene;
  turn.prompt = prompt_of(prose, fields.texts("tags", 100), task.tags);
  const std::string avoid = joined(fields.texts("avoid", 100));
  if (!avoid.empty()) turn.negative_prompt = avoid;
  return turn;
}

/// Schema E.
manga::Turn read_edit(const Fields& fields, const api::AssistantTask& task, const SeenPicture& seen) {
  manga::Turn turn{.kind = task.kind};
  turn.prompt = cut_words(fields.words("target_caption", most_prompt), most_prompt_words);
  const std::vector<std::string> changed = fields.texts("changed", 100);
  turn.answer = changed.empty() ? fields.text("source_caption", most_prompt) : joined(changed);
  if (fields.flag("whole_image")) {
    turn.area = UnitBox{0, 0, 1, 1};
    return turn;
  }
  const Sides sides = read_sides(fields, "box");
  turn.area = box_of(sides, scale_of({sides}, seen));
  if (area_of(*turn.area) < least_area) refuse(fields.path("box"), "is smaller than a hundredth of the picture");
  return turn;
}

/// Schema V.
manga::Turn read_view(const Fields& fields, const api::AssistantTask& task, const SeenPicture& seen) {
  manga::Turn turn{.kind = task.kind, .answer = fields.words("answer", most_prompt)};
  constexpr std::array grades = {"low", "medium", "high"};
  turn.confidence = fields.choice("confidence", grades);
  if (seen.width == 0) return turn;  // boxes of a picture that it has not seen
  const json& boxes = fields.list("boxes", 0, 50);
  std::vector<Sides> sides;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    sides.push_back(read_sides(Fields(boxes[i], item(fields.path("boxes"), i))));
  }
  const Scale scale = scale_of(sides, seen);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const UnitBox box = box_of(sides[i], scale);
    const Fields one(boxes[i], item(fields.path("boxes"), i));
    if (area_of(box) >= least_area) turn.boxes.push_back({one.text("label", most_label), box});
  }
  return turn;
}

bool wants_prompt(TurnKind kind) {
  return kind == TurnKind::refine || kind == TurnKind::similar || kind == TurnKind::edit || kind == TurnKind::fill;
}

}  // namespace

std::string cut_words(const std::string& text, std::size_t most) {
  std::size_t words = 0, end = 0, pause = 0;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool blank = text[i] == ' ' || text[i] == '\n' || text[i] == '\t';
    if (!blank && !inside && ++words > most) {
      std::string cut = text.substr(0, pause > end / 2 ? pause : end);
      while (cut.ends_with(',') || cut.ends_with(' ')) cut.pop_back();
      return cut;
    }
    inside = !blank;
    if (blank) continue;
    end = i + 1;
    if (text[i] == ',' || text[i] == '.' || text[i] == ';') pause = end;
  }
  return text;
}

manga::Turn read_turn(const json& answer, const api::AssistantTask& task, const SeenPicture& seen) {
  const Fields fields(answer, "$");
  switch (task.kind) {
    case TurnKind::refine:
    case TurnKind::similar:
      return read_words(fields, task);
    case TurnKind::fill:
      return read_fill(fields, task);
    case TurnKind::edit:
      return read_edit(fields, task, seen);
    case TurnKind::ask:
    case TurnKind::describe:
    case TurnKind::explain:
      break;
  }
  return read_view(fields, task, seen);
}

manga::Turn read_plain_turn(const std::string& answer, const api::AssistantTask& task, bool tags_only) {
  const TaggedText found = read_tagged_text(answer);
  manga::Turn turn{.kind = task.kind, .answer = found.talk};
  if (!found.prompts.empty()) turn.prompt = cut_words(found.prompts.front(), most_prompt_words);
  const bool untagged = wants_prompt(task.kind) && turn.prompt.empty() && !tags_only;
  if (untagged) {
    if (found.talk.starts_with('{') || found.talk.starts_with('[')) {
      throw Error(ErrorCode::invalid_file, "the answer is no text");
    }
    if (std::ranges::count(found.talk, ' ') < 2) {
      throw Error(ErrorCode::invalid_file, "the answer has fewer than three words");
    }
    turn.prompt = cut_words(found.talk, most_prompt_words);
    turn.answer.clear();
  }
  if (!wants_prompt(task.kind) && turn.answer.empty()) turn.answer = std::exchange(turn.prompt, "");
  if (turn.answer.empty() && turn.prompt.empty()) throw Error(ErrorCode::invalid_file, "the answer is empty");
  return turn;
}

std::vector<std::string> spoken_fields(TurnKind kind) {
  switch (kind) {
    case TurnKind::refine:
    case TurnKind::similar:
      return {"reply", "caption"};
    case TurnKind::fill:
      return {"fill", "scene"};
    case TurnKind::edit:
      return {"target_caption"};
    case TurnKind::ask:
    case TurnKind::describe:
    case TurnKind::explain:
      break;
  }
  return {"answer"};
}

}  // namespace koma::planning
