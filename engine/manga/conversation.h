// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/head_frame.h"
#include "engine/manga/ids.h"

/// What the author asks an assistant about a picture, and what it answers: values of the work, kept where they were
/// asked.
namespace koma::manga {

/// What is asked for (specs/llmga.md 5.4). The words are those of the file.
enum class TurnKind {
  ask,       ///< a question of the author's
  describe,  ///< what the picture shows
  refine,    ///< better words for the panel or the person
  similar,   ///< a prompt for a picture like this one
  edit,      ///< where the picture is to be drawn anew, and what it shows then
  fill,      ///< what the mask leaves open
  explain,   ///< why the picture does not keep to its boxes
};
[[nodiscard]] const char* to_string(TurnKind kind) noexcept;

enum class TurnState { open, accepted, dismissed };

/// Something that the assistant points at.
struct NamedBox {
  std::string label;
  UnitBox box;  ///< in 0…1 of the picture
  friend bool operator==(const NamedBox&, const NamedBox&) = default;
};

/// One question and its answer. What it proposes changes nothing until the author accepts it.
struct Turn {
  TurnKind kind = TurnKind::ask;
  std::string question;                        ///< the author's words; may be empty but for ask
  std::string answer;                          ///< in words
  std::string prompt;                          ///< what it proposes to draw, or to say of the person; empty: nothing
  std::optional<std::string> negative_prompt;  ///< none: it stays as it is
  std::string shot;                            ///< "close-up", "bust", "full", "wide" or empty
  std::vector<NamedBox> boxes;
  std::optional<UnitBox> area;  ///< of edit: what is drawn anew, in 0…1 of the picture
  AssetId picture;              ///< that was looked at, perhaps gone since; empty: none
  std::string confidence;       ///< "low", "medium", "high" or empty: the model's own word
  std::string origin;           ///< "MODEL at HOST"
  std::string created;          ///< ISO 8601, UTC
  TurnState state = TurnState::open;
  UnknownFields unknown;
  friend bool operator==(const Turn&, const Turn&) = default;
};

/// The oldest first.
using Conversation = std::vector<Turn>;
inline constexpr std::size_t most_turns = 60;

/// What a conversation is about.
using ConversationSubject = std::variant<PanelId, CharacterId>;

/// Behind the others; beyond `most_turns` the oldest fall out.
void add_turn(Conversation& conversation, Turn turn);

}  // namespace koma::manga
