// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/language_agent.h"

#include <ATen/ATen.h>

#include "engine/base/error.h"

namespace koma::conditioning {
namespace {

at::Tensor as_ids(const std::vector<std::int64_t>& ids, at::Device device) {
  return at::tensor(ids, at::kLong).unsqueeze(0).to(device);  // [1, S]
}

void expect_length(std::int64_t length, const models::LlamaConfig& config) {
  if (length <= config.max_position_embeddings) return;
  throw Error(ErrorCode::invalid_argument,
              "is too long for the language agent: " + std::to_string(length) + " tokens, at most " +
                  std::to_string(config.max_position_embeddings) + "; shorten it, or switch the agent off",
              "$.prompt");
}

}  // namespace

bool LanguageAgent::remembers(const AgentQuestion& question, const models::AgentForm& form) const {
  return last_ && last_->question.prompt == question.prompt && last_->form == form &&
         last_->question.characters.sizes() == question.characters.sizes() &&
         at::equal(last_->question.characters, question.characters);
}

const LlamaTokenizer& LanguageAgent::tokenizer(std::int64_t rows) {
  if (!tokenizer_) {
    LlamaTokenizer read(folder_);
    read.expect_rows(rows);
    tokenizer_ = std::move(read);
  }
  return *tokenizer_;
}

at::Tensor LanguageAgent::answer(const AgentQuestion& question, const models::AgentParts& parts,
                                 const models::AgentForm& form, const std::function<void()>& between,
                                 std::vector<std::string>& notes) {
  if (!remembers(question, form)) {
    const models::LanguageModel& language = *parts.language;
    const at::Device device = question.characters.device();
    const LlamaTokenizer& words = tokenizer(language.config().vocab_size);
    const AgentPrompt prompt = agent_prompt(words, question.prompt, parts.resamplers->input().queries());
    const AgentTokens tokens = AgentTokens::of(words, parts.resamplers->output().queries());
    std::vector<std::int64_t> ids = prompt.ids;
    const auto length = std::int64_t(ids.size());
    const std::vector<std::int64_t> said = agent_answer(tokens);
    ids.insert(ids.end(), said.begin(), said.end());
    expect_length(std::int64_t(ids.size()), language.config());

    const at::Tensor embeddings = language.embed(as_ids(ids, device)).clone();  // [1, S, C]
    const at::Tensor read = parts.resamplers->input().forward(question.characters.to(form.dtype));
    embeddings.slice(1, prompt.image_first, prompt.image_first + prompt.image_count).copy_(read);
    between();
    const at::Tensor states = language.forward(embeddings, between);
    between();
    const std::int64_t first = length + 2;  // behind "▁" and "<img>"
    const at::Tensor seen = states.slice(1, first, first + std::int64_t(tokens.image.size()));
    Answered answered{question, form, {}, {}};
    answered.question.characters = question.characters.clone();
    answered.tokens = parts.resamplers->output().forward(seen).to(question.characters.dtype());
    if (language.logits(states[0][length - 1]).argmax().item<std::int64_t>() != tokens.blank) {
      answered.notes.emplace_back(
          "The language agent would not have answered this prompt with pictures of its own; "
          "its answer was taken all the same.");
    }
    last_ = std::move(answered);
  }
  notes.insert(notes.end(), last_->notes.begin(), last_->notes.end());
  return last_->tokens;
}

at::Tensor blended(const at::Tensor& tokens, const at::Tensor& adapted, double scale) {
  return adapted.view(tokens.sizes()) * scale + tokens * (1 - scale);
}

}  // namespace koma::conditioning
