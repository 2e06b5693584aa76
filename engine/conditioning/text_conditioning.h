// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <string>
#include <vector>

#include "engine/conditioning/clip_tokenizer.h"
#include "engine/models/model_set.h"

namespace koma::conditioning {

/// A prompt as the denoiser hears it.
struct TextEmbedding {
  at::Tensor tokens;  // [1, L, X]: hidden states of both encoders side by side
  at::Tensor pooled;  // [1, P]: the second encoder's projection
};

/// Turns prompts into embeddings with the text encoders of one model set (specs/diffsensei.md 3.2): penultimate states,
/// `clip_skip` blocks earlier still. Owns the tokenizers; keeps a reference to the set.
class TextConditioner {
 public:
  /// Throws Error(not_found | invalid_file) when a tokenizer cannot be read.
  explicit TextConditioner(const models::ModelSet& set);

  /// A prompt that is too long is cut, which `notes` then say.
  [[nodiscard]] TextEmbedding encode(const std::string& prompt, int clip_skip, std::vector<std::string>& notes) const;
  /// No negative prompt means zeros where the checkpoint says so, else the encoded "".
  [[nodiscard]] TextEmbedding encode_negative(const std::optional<std::string>& prompt, int clip_skip,
                                              std::vector<std::string>& notes) const;

 private:
  const models::ModelSet& set_;
  std::optional<ClipTokenizer> tokenizer_;  // of the first encoder, when there is one
  ClipTokenizer tokenizer_2_;
};

}  // namespace koma::conditioning
