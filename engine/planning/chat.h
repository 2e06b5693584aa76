// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/api/endpoint.h"

/// OpenAI's chat protocol as values (specs/llmga.md 5.2).
namespace koma::planning {

struct ChatMessage {
  enum class Role { system, user, assistant };
  Role role = Role::user;
  std::string text;
  std::vector<std::string> pictures;  ///< data URIs
};

/// The form of an answer: a JSON schema of the subset that all servers know.
struct AnswerForm {
  std::string name;
  nlohmann::json schema;
};

struct ChatReply {
  std::string text;      ///< UTF-8
  std::string thoughts;  ///< what the server says apart from the answer
  std::int64_t prompt_tokens = 0, answer_tokens = 0;
  bool counted = false;  ///< by the server; else both are estimates
  bool cut = false;      ///< at the most tokens that were asked for
};

/// How much of the protocol to use with a server: what it refuses is left out step by step.
enum class Dialect {
  full,   ///< schema, thinking switch
  plain,  ///< messages and limits
  bare,   ///< neither temperature, and the newer word for the limit
};

/// The body of a request. `form` null: any text.
[[nodiscard]] nlohmann::json chat_body(const api::Endpoint& endpoint, const std::string& model,
                                       const std::vector<ChatMessage>& messages, const AnswerForm* form,
                                       Dialect dialect);

/// Takes one event of a stream, or a whole answer, into the reply; returns what was added to text and thoughts. Fields
/// of wrong types are passed over. Throws Error(unreadable) for an error that the server reports inside.
struct ChatPiece {
  std::string text, thoughts;
};
ChatPiece take_up(const nlohmann::json& event, ChatReply& reply);

/// About how many tokens a text is: bytes of Latin letters by 4, others by 2, and 1000 for a picture.
[[nodiscard]] std::int64_t estimated_tokens(const std::string& text);
[[nodiscard]] std::int64_t estimated_tokens(const std::vector<ChatMessage>& messages);

/// What a server says in the body of a refusal, for people: short, without odd signs.
[[nodiscard]] std::string words_of_refusal(const std::string& body);

}  // namespace koma::planning
