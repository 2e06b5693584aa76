// SPDX-License-Identifier: Apache-2.0
#include "engine/manga/conversation.h"

#include <algorithm>
#include <array>

#include "engine/manga/conversation_json.h"
#include "engine/manga/value_json.h"

namespace koma::manga {

using nlohmann::json;

namespace {

constexpr std::array kinds = {"ask", "describe", "refine", "similar", "edit", "fill", "explain"};
constexpr std::array states = {"open", "accepted", "dismissed"};
constexpr std::size_t most_boxes = 100;

/// A word that this version does not know is a newer one's: it is kept and written back.
template <std::size_t N>
std::size_t choice_of(const std::string& word, const std::array<const char*, N>& words, const char* field,
                      UnknownFields& unknown) {
  const auto found = std::ranges::find(words, word);
  if (found != words.end()) return std::size_t(found - words.begin());
  if (!word.empty()) unknown[field] = word;
  return 0;
}

json write(const NamedBox& box) {
  return {{"label", box.label}, {"box", box_to_json(box.box)}};
}

NamedBox read_box(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  return {fields.text("label").value_or(""), fields.box("box").value_or(UnitBox{0, 0, 1, 1})};
}

}  // namespace

const char* to_string(TurnKind kind) noexcept {
  return kinds[std::size_t(kind)];
}

void add_turn(Conversation& conversation, Turn turn) {
  conversation.push_back(std::move(turn));
  if (conversation.size() <= most_turns) return;
  conversation.erase(conversation.begin(), conversation.end() - std::ptrdiff_t(most_turns));
}

json turn_to_json(const Turn& turn) {
  json out = object_with(turn.unknown);
  if (!out.contains("kind")) out["kind"] = to_string(turn.kind);
  const auto put = [&](const char* key, const std::string& text) {
    if (!text.empty()) out[key] = text;
  };
  put("question", turn.question);
  put("answer", turn.answer);
  put("prompt", turn.prompt);
  if (turn.negative_prompt) out["negative_prompt"] = *turn.negative_prompt;
  put("shot", turn.shot);
  put_list(out, "boxes", turn.boxes, [](const NamedBox& box) { return write(box); });
  if (turn.area) out["area"] = box_to_json(*turn.area);
  put("picture", turn.picture);
  put("confidence", turn.confidence);
  put("origin", turn.origin);
  put("created", turn.created);
  if (turn.state != TurnState::open && !out.contains("state")) out["state"] = states[std::size_t(turn.state)];
  return out;
}

Turn turn_from_json(const json& value, const std::string& path) {
  JsonFields fields(value, path);
  Turn turn;
  const std::string kind = fields.text("kind").value_or(""), state = fields.text("state").value_or("");
  turn.question = fields.text("question").value_or("");
  turn.answer = fields.text("answer").value_or("");
  turn.prompt = fields.text("prompt").value_or("");
  turn.negative_prompt = fields.text("negative_prompt");
  turn.shot = fields.text("shot").value_or("");
  turn.boxes = read_list<NamedBox>(fields, "boxes", most_boxes, read_box);
  turn.area = fields.box("area");
  turn.picture = fields.text("picture").value_or("");
  turn.confidence = fields.text("confidence").value_or("");
  turn.origin = fields.text("origin").value_or("");
  turn.created = fields.text("created").value_or("");
  turn.unknown = fields.unknown();
  turn.kind = TurnKind(choice_of(kind, kinds, "kind", turn.unknown));
  turn.state = TurnState(choice_of(state, states, "state", turn.unknown));
  return turn;
}

}  // namespace koma::manga
