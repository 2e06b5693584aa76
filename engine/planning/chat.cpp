// SPDX-License-Identifier: Apache-2.0
#include "engine/planning/chat.h"

#include <algorithm>

#include "engine/base/error.h"
#include "engine/planning/safe_text.h"

namespace koma::planning {

using nlohmann::json;

namespace {

constexpr std::size_t most_complaint = 300;  // bytes of a server's complaint
constexpr std::int64_t most_counted = 1'000'000'000;
constexpr std::int64_t tokens_of_picture = 1000;

const char* to_string(ChatMessage::Role role) {
  constexpr const char* names[] = {"system", "user", "assistant"};
  return names[std::size_t(role)];
}

json to_json(const ChatMessage& message) {
  if (message.pictures.empty()) return {{"role", to_string(message.role)}, {"content", message.text}};
  json parts = json::array({{{"type", "text"}, {"text", message.text}}});
  for (const std::string& uri : message.pictures) {
    parts.push_back({{"type", "image_url"}, {"image_url", {{"url", uri}}}});
  }
  return {{"role", to_string(message.role)}, {"content", std::move(parts)}};
}

void put_thinking(json& body, api::Thinking thinking) {
  if (thinking == api::Thinking::as_the_model_likes) return;
  const bool on = thinking == api::Thinking::on;
  body["chat_template_kwargs"] = {{"enable_thinking", on}};
  if (!on) body["reasoning_effort"] = "none";
}

const json* field(const json* value, const char* name) {
  if (value == nullptr || !value->is_object()) return nullptr;
  const auto found = value->find(name);
  return found == value->end() ? nullptr : &*found;
}

std::string text_of(const json* value) {
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

std::int64_t count_of(const json* value) {
  if (value == nullptr || !value->is_number_integer()) return 0;
  return std::clamp<std::int64_t>(value->get<std::int64_t>(), 0, most_counted);
}

std::string complaint(const json& value) {
  const json* error = field(&value, "error");
  if (error == nullptr) return text_of(field(&value, "message"));
  return error->is_string() ? error->get<std::string>() : text_of(field(error, "message"));
}

}  // namespace

json chat_body(const api::Endpoint& endpoint, const std::string& model, const std::vector<ChatMessage>& messages,
               const AnswerForm* form, Dialect dialect) {
  json body = {{"model", model}, {"stream", true}, {"messages", json::array()}};
  for (const ChatMessage& message : messages) body["messages"].push_back(to_json(message));
  body[dialect == Dialect::bare ? "max_completion_tokens" : "max_tokens"] = endpoint.most_tokens;
  if (dialect == Dialect::bare) return body;
  body["temperature"] = endpoint.temperature;
  if (dialect == Dialect::plain) return body;
  body["stream_options"] = {{"include_usage", true}};
  put_thinking(body, endpoint.thinking);
  if (form != nullptr) {
    body["response_format"] = {{"type", "json_schema"},
                               {"json_schema", {{"name", form->name}, {"strict", true}, {"schema", form->schema}}}};
  }
  return body;
}

ChatPiece take_up(const json& event, ChatReply& reply) {
  if (const std::string words = complaint(event); !words.empty() && field(&event, "choices") == nullptr) {
    throw Error(ErrorCode::unreadable, "the server reports: " + cleaned(words, most_complaint));
  }
  if (const json* usage = field(&event, "usage"); usage != nullptr && usage->is_object()) {
    reply.prompt_tokens = count_of(field(usage, "prompt_tokens"));
    reply.answer_tokens = count_of(field(usage, "completion_tokens"));
    reply.counted = reply.prompt_tokens + reply.answer_tokens > 0;
  }
  const json* choices = field(&event, "choices");
  if (choices == nullptr || !choices->is_array() || choices->empty()) return {};
  const json* choice = &choices->front();
  reply.cut = reply.cut || text_of(field(choice, "finish_reason")) == "length";
  const json* part = field(choice, "delta");
  if (part == nullptr) part = field(choice, "message");
  ChatPiece piece{.text = text_of(field(part, "content")), .thoughts = text_of(field(part, "reasoning_content"))};
  if (piece.thoughts.empty()) piece.thoughts = text_of(field(part, "reasoning"));
  reply.text += piece.text;
  reply.thoughts += piece.thoughts;
  return piece;
}

std::int64_t estimated_tokens(const std::string& text) {
  const auto latin = std::ranges::count_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const auto others = std::int64_t(text.size()) - latin;
  return (latin + 3) / 4 + (others + 1) / 2;
}

std::int64_t estimated_tokens(const std::vector<ChatMessage>& messages) {
  std::int64_t sum = 0;
  for (const ChatMessage& message : messages) {
    sum += estimated_tokens(message.text) + tokens_of_picture * std::int64_t(message.pictures.size());
  }
  return sum;
}

std::string words_of_refusal(const std::string& body) {
  const json value = json::parse(body, nullptr, /*allow_exceptions=*/false);
  const json& first = value.is_array() && !value.empty() ? value.front() : value;  // Gemini's are lists
  return cleaned(complaint(first), most_complaint);
}

}  // namespace koma::planning
