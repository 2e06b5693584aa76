// SPDX-License-Identifier: Apache-2.0
#include "engine/dataset/conversations.h"

#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/base/json_fields.h"
#include "engine/dataset/list_reader.h"

namespace koma::dataset {

namespace {

constexpr std::size_t most_turns = 4096;

[[noreturn]] void refuse_talk(const std::string& sentence, const std::string& path) {
  throw Error(ErrorCode::invalid_file, sentence, path);
}

std::string trimmed(const std::string& text) {
  const char* const blanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The ids of LLaVA's files are texts or numbers.
std::string id_of(const nlohmann::json& entry) {
  const auto found = entry.find("id");
  if (found == entry.end() || found->is_null()) return {};
  return found->is_string() ? found->get<std::string>() : found->dump();
}

struct Turn {
  bool answer = false;
  std::string text;
};

std::vector<Turn> turns_of(JsonFields& fields) {
  std::vector<Turn> turns;
  const auto& list = fields.array("conversations", most_turns);
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string path = fields.path("conversations") + "[" + std::to_string(i) + "]";
    JsonFields turn(list[i], path);
    const std::string from = turn.text("from").value_or("");
    const auto value = turn.text("value");
    if (!value) refuse_talk("the turn has no value", path);
    if (from != "human" && from != "gpt")
      refuse_talk("a turn is from human or gpt, not \"" + from + "\"", turn.path("from"));
    turns.push_back({from == "gpt", *value});
  }
  if (!turns.empty() && turns.front().answer) turns.erase(turns.begin());
  if (!turns.empty() && !turns.back().answer) turns.pop_back();
  if (turns.empty()) refuse_talk("there is no question with an answer", fields.path("conversations"));
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const std::string path = fields.path("conversations") + "[" + std::to_string(i) + "]";
    if (turns[i].answer != (i % 2 == 1)) refuse_talk("question and answer do not take turns", path);
    if (turns[i].answer && trimmed(turns[i].text).empty()) refuse_talk("the answer is empty", path);
  }
  return turns;
}

std::size_t count_marks(const std::string& text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(picture_mark); at != std::string::npos; at = text.find(picture_mark, at + 1)) ++count;
  return count;
}

/// The question without marks, after one mark of its own.
std::string with_picture(std::string question) {
  const std::string mark = picture_mark;
  if (const std::size_t at = question.find(mark); at != std::string::npos) question.erase(at, mark.size());
  return mark + "\n" + trimmed(question);
}

/// The mark moves to the beginning of its question, as LLaVA's training moves it.
void place_picture(Conversation& conversation, const std::string& path) {
  Exchange* shows = nullptr;
  std::size_t marks = 0;
  for (Exchange& exchange : conversation.exchanges) {
    if (count_marks(exchange.answer) > 0) refuse_talk("an answer shows a picture", path);
    marks += count_marks(exchange.question);
    if (count_marks(exchange.question) > 0) shows = &exchange;
  }
  if (marks > 1) refuse_talk("more than one picture is shown, which is not supported", path);
  if (marks == 1 && conversation.image.empty())
    refuse_talk("a question shows a picture, but the entry names none", path);
  if (shows == nullptr && !conversation.image.empty()) shows = &conversation.exchanges.front();
  if (shows != nullptr) shows->question = with_picture(shows->question);
}

Conversation conversation_of(const nlohmann::json& entry, const std::string& path) {
  JsonFields fields(entry, path);
  Conversation conversation{id_of(entry), fields.text("image").value_or(""), {}};
  const std::vector<Turn> turns = turns_of(fields);
  for (std::size_t i = 0; i < turns.size(); i += 2)
    conversation.exchanges.push_back({turns[i].text, turns[i + 1].text});
  place_picture(conversation, fields.path("conversations"));
  return conversation;
}

}  // namespace

ConversationFile read_conversations(const std::filesystem::path& file) {
  ListReader list(file);
  ConversationFile result;
  std::int64_t number = 0;
  while (const auto text = list.next()) {
    const std::string path = "$[" + std::to_string(number++) + "]";
    try {
      result.conversations.push_back(conversation_of(parse_document(*text, path), path));
    } catch (const Error& error) {
      if (++result.skipped == 1)
        result.first_problem = file.string() + ":" + std::to_string(list.line()) + ": " + error.what();
    }
  }
  if (result.conversations.empty())
    throw Error(ErrorCode::invalid_file,
                "there is no conversation to learn from" +
                    (result.first_problem.empty() ? std::string() : " (" + result.first_problem + ")") +
                    "; give another file",
                file.string());
  return result;
}

void ConversationWriter::add(const Conversation& conversation) {
  nlohmann::ordered_json entry;
  entry["id"] = conversation.id;
  if (!conversation.image.empty()) entry["image"] = conversation.image;
  auto& turns = entry["conversations"] = nlohmann::ordered_json::array();
  for (const Exchange& exchange : conversation.exchanges) {
    turns.push_back({{"from", "human"}, {"value", exchange.question}});
    turns.push_back({{"from", "gpt"}, {"value", exchange.answer}});
  }
  file_.write((empty_ ? "[\n" : ",\n") + entry.dump());
  empty_ = false;
}

void ConversationWriter::commit() {
  file_.write(empty_ ? "[]\n" : "\n]\n");
  file_.commit();
}

}  // namespace koma::dataset
