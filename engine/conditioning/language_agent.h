// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/conditioning/agent_prompt.h"
#include "engine/models/agent_parts.h"

namespace koma::conditioning {

/// What an agent is asked.
struct AgentQuestion {
  std::string prompt;
  at::Tensor characters;  ///< of all places, without dummy tokens // [1, T, X]
};

/// DiffSensei's language agent: reads the prompt and the characters' tokens and gives tokens that fit the prompt
/// (specs/diffsensei.md 4). Owned by one model, on one thread; remembers its last answer, which seeds share.
class LanguageAgent {
 public:
  /// `tokenizer`: its folder, read when it is needed first.
  explicit LanguageAgent(std::filesystem::path tokenizer) : folder_(std::move(tokenizer)) {}

  /// True when `answer` would need no network: the same question was answered in the same form.
  [[nodiscard]] bool remembers(const AgentQuestion& question, const models::AgentForm& form) const;

  /// One pass over prompt and forced answer, its image tokens' states through the output resampler: [1, T', X] in the
  /// characters' type. `between` is called before each layer and may throw to stop. A model that would not have begun
  /// its answer with an image is noted, not refused.
  /// Throws Error(invalid_file) for a tokenizer of another model, Error(invalid_argument) for a prompt that is too
  /// long.
  [[nodiscard]] at::Tensor answer(const AgentQuestion& question, const models::AgentParts& parts,
                                  const models::AgentForm& form, const std::function<void()>& between,
                                  std::vector<std::string>& notes);

 private:
  struct Answered {
    AgentQuestion question;
    models::AgentForm form;
    at::Tensor tokens;
    std::vector<std::string> notes;
  };
  [[nodiscard]] const LlamaTokenizer& tokenizer(std::int64_t rows);

  std::filesystem::path folder_;
  std::optional<LlamaTokenizer> tokenizer_;
  std::optional<Answered> last_;
};

/// `scale` · adapted + (1 − scale) · tokens, of all places (specs/diffsensei.md 4.5). adapted [1, N · Q, X], tokens
/// [N, Q, X] → [N, Q, X]
[[nodiscard]] at::Tensor blended(const at::Tensor& tokens, const at::Tensor& adapted, double scale);

}  // namespace koma::conditioning
