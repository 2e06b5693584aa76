// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/checkpoints/checkpoint_layout.h"
#include "engine/conditioning/clip_tokenizer.h"
#include "engine/conditioning/text_embedding_cache.h"
#include "engine/conditioning/text_encoding.h"

namespace koma::conditioning {

/// Where the tokenizers of a checkpoint lie.
struct TokenizerPlaces {
  struct Place {
    std::filesystem::path folder;                 ///< empty: CLIP's own vocabulary
    ClipPadding padding = ClipPadding::end_mark;  ///< for CLIP's own vocabulary; folders say it themselves
  };
  std::optional<Place> first, second;  ///< none: the checkpoint has no such encoder
  ClipWordRule rule = ClipWordRule::plain;
  std::filesystem::path vocabulary;  ///< OpenAI's merge list; empty or missing where a build has none

  /// For DiffSensei the words of its environment (ClipWordRule::basic), for the others those of transformers 5.
  [[nodiscard]] static TokenizerPlaces of(const checkpoints::CheckpointLayout& checkpoint,
                                          const std::filesystem::path& vocabulary);
};

/// A prompt and what it shall not be.
struct PromptPair {
  std::string prompt;
  std::optional<std::string> negative;  ///< none is not "" (TextEncoders::force_zeros_for_empty_prompt)
  bool guided = true;                   ///< false: the negative prompt is not encoded
};

struct TextPair {
  TextEmbedding positive;
  TextEmbedding negative;  ///< as long as the positive; undefined without guidance
};

/// Turns prompts into embeddings (text_encoding.h says how). Of a pair, the shorter is filled up with the encoded empty
/// window. Owns the tokenizers and remembers the last embeddings. Used by one thread at a time.
class TextConditioner {
 public:
  /// Throws Error(not_found | invalid_file) when a tokenizer cannot be read, Error(unsupported) when CLIP's own
  /// vocabulary is needed and not there.
  explicit TextConditioner(const TokenizerPlaces& places);

  /// Both prompts, equally long. `notes` say what was cut or not understood.
  /// Throws Error(invalid_argument) for a clip skip or weight out of range and for a text beyond 1 MiB,
  /// Error(not_found | unreadable | invalid_file) for a textual inversion, Error(internal) for a missing encoder.
  [[nodiscard]] TextPair encode(const TextEncoders& encoders, const PromptPair& prompts, const TextOptions& options,
                                std::vector<std::string>& notes);
  /// One prompt by itself. Throws as above.
  [[nodiscard]] TextEmbedding encode(const TextEncoders& encoders, const std::string& prompt,
                                     const TextOptions& options, std::vector<std::string>& notes);
  /// The first encoder's tokenizer; null where there is none.
  [[nodiscard]] const ClipTokenizer* first_tokenizer() const { return first_ ? &*first_ : nullptr; }
  /// The first encoder's tokenizer, or the second's where that is alone; null without encoders.
  [[nodiscard]] const ClipTokenizer* tokenizer() const { return first_ ? &*first_ : second_ ? &*second_ : nullptr; }
  /// True when `encode` will need no encoder for these: they may be null.
  [[nodiscard]] bool remembers(const TextEncoders& encoders, const PromptPair& prompts,
                               const TextOptions& options) const;

 private:
  [[nodiscard]] const TextEmbeddingCache::Entry& encoded(const TextEncoders& encoders, const std::string& prompt,
                                                         const TextOptions& options);
  [[nodiscard]] TextEmbedding filled_up(const TextEncoders& encoders, const TextEmbedding& embedding,
                                        std::int64_t length, const TextOptions& options);

  std::optional<ClipTokenizer> first_, second_;
  TextEmbeddingCache cache_;
};

}  // namespace koma::conditioning
