// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/conditioning/clip_vocabulary.h"
#include "engine/conditioning/clip_words.h"

namespace koma::conditioning {

/// CLIP's byte-pair tokenizer (Sennrich et al. 2016, on bytes) with a vocabulary of any size. `ClipWordRule` says whose
/// ids it gives. Immutable; may be shared by threads.
class ClipTokenizer {
 public:
  /// Longest text in bytes; nobody reads more than the first few dozen words of it.
  static constexpr std::size_t max_text = 1 << 20;

  ClipTokenizer(const ClipVocabulary& vocabulary, ClipWordRule rule);
  /// Reads a checkpoint's tokenizer folder. Throws Error(not_found | unreadable | invalid_file).
  [[nodiscard]] static ClipTokenizer open(const std::filesystem::path& folder, ClipWordRule rule = ClipWordRule::basic);
  /// CLIP's own vocabulary from OpenAI's merge list, for checkpoints that bring no tokenizer. Throws as above.
  [[nodiscard]] static ClipTokenizer from_bpe(const std::filesystem::path& file, ClipPadding padding,
                                              ClipWordRule rule = ClipWordRule::plain);

  /// Start mark, at most `length` − 2 tokens of the text, end mark, then padding up to `length`.
  /// Throws Error(invalid_argument) for a length below 2 or a text longer than max_text.
  [[nodiscard]] std::vector<std::int64_t> encode(std::string_view text, std::size_t length) const;
  /// The text's tokens alone, as many as there are.
  [[nodiscard]] std::vector<std::int64_t> tokens(std::string_view text) const;

  [[nodiscard]] std::int64_t start_id() const { return start_id_; }
  [[nodiscard]] std::int64_t end_id() const { return end_id_; }
  [[nodiscard]] std::int64_t padding_id() const { return padding_id_; }
  /// "model_max_length" of the settings; 77, CLIP's length, when they name none.
  [[nodiscard]] std::size_t model_length() const { return model_length_; }
  /// Number of entries, marks among them.
  [[nodiscard]] std::size_t vocabulary_size() const { return vocabulary_size_; }

 private:
  struct Merge {
    std::int32_t rank = 0;
    std::int32_t result = 0;  ///< a symbol
  };
  [[nodiscard]] std::int32_t symbol(const std::string& text, const ClipVocabulary& vocabulary);
  void add_word(const std::string& word, std::vector<std::int64_t>& ids) const;
  void add_piece(std::string_view text, std::vector<std::int64_t>& ids) const;
  void merge(std::vector<std::int32_t>& symbols) const;

  ClipWordRule rule_;
  std::map<std::string, std::int64_t, std::greater<>> marks_;  ///< texts that are cut out first; longer before shorter
  std::unordered_map<std::string, std::int32_t> symbols_;      ///< the texts that merging works on, numbered
  std::vector<std::int64_t> symbol_ids_;                       ///< token id per symbol
  std::array<std::int32_t, 256> inside_{}, last_{};            ///< symbol of a byte inside and at the end of a word
  std::unordered_map<std::uint64_t, Merge> merges_;            ///< by left symbol · 2³² + right symbol
  std::int64_t start_id_ = 0, end_id_ = 0, padding_id_ = 0, unknown_id_ = 0;
  std::size_t model_length_ = 77, vocabulary_size_ = 0;
};

}  // namespace koma::conditioning
