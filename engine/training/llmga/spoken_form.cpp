// SPDX-License-Identifier: Apache-2.0
#include "engine/training/llmga/spoken_form.h"

#include <array>
#include <utility>

namespace koma::training {

namespace {

constexpr std::array<std::pair<std::string_view, SpokenForm>, 4> forms{{{"plain", SpokenForm::plain},
                                                                        {"v1", SpokenForm::vicuna},
                                                                        {"llava_v1", SpokenForm::llava_v1},
                                                                        {"llama_3", SpokenForm::llama_3}}};

constexpr const char* begin_of_text = "<|begin_of_text|>";
constexpr const char* header_start = "<|start_header_id|>";
constexpr const char* header_end = "<|end_header_id|>";
constexpr const char* end_of_turn = "<|eot_id|>";
constexpr const char* llama_3_system = "You are a helpful assistant for language and pictures.";

std::string vicuna_system(const std::string& who) {
  return "A chat between a curious " + who +
         " and an artificial intelligence assistant. The assistant gives helpful, detailed, and polite answers to "
         "the " +
         who + "'s questions.";
}

std::vector<SpokenPart> plain_parts(const dataset::Conversation& conversation) {
  const std::string shown = conversation.image.empty() ? "" : dataset::picture_mark;
  return {{shown, false}, {conversation.exchanges.front().answer + "\n", true}};
}

std::vector<SpokenPart> vicuna_parts(const dataset::Conversation& conversation, const std::string& system) {
  std::vector<SpokenPart> parts{{system + " ", false}};
  for (const dataset::Exchange& exchange : conversation.exchanges) {
    parts.push_back({"USER: " + exchange.question + " ASSISTANT:", false});
    parts.push_back({" " + exchange.answer + "</s>", true});
  }
  return parts;
}

std::string header(const char* role) {
  return header_start + std::string(role) + header_end + "\n\n";
}

std::vector<SpokenPart> llama_3_parts(const dataset::Conversation& conversation) {
  std::vector<SpokenPart> parts{{header("system") + llama_3_system + end_of_turn, false}};
  for (const dataset::Exchange& exchange : conversation.exchanges) {
    parts.push_back({header("user") + exchange.question + end_of_turn + header("system"), false});
    parts.push_back({exchange.answer + end_of_turn, true});
  }
  return parts;
}

}  // namespace

std::optional<SpokenForm> spoken_form(std::string_view name) {
  for (const auto& [known, form] : forms) {
    if (known == name) return form;
  }
  return std::nullopt;
}

std::vector<SpokenPart> spoken_parts(const dataset::Conversation& conversation, SpokenForm form) {
  switch (form) {
    case SpokenForm::plain:
      return plain_parts(conversation);
    case SpokenForm::vicuna:
      return vicuna_parts(conversation, vicuna_system("user"));
    case SpokenForm::llava_v1:
      return vicuna_parts(conversation, vicuna_system("human"));
    case SpokenForm::llama_3:
      break;
  }
  return llama_3_parts(conversation);
}

const char* beginning_mark(SpokenForm form) {
  return form == SpokenForm::llama_3 ? begin_of_text : "";
}

std::vector<std::string> marks_of(SpokenForm form) {
  if (form != SpokenForm::llama_3) return {};
  return {begin_of_text, header_start, header_end, end_of_turn};
}

}  // namespace koma::training
