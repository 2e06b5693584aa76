// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sentencepiece {
class SentencePieceProcessor;
}

namespace koma::conditioning {

/// LLaMA's tokenizer: a SentencePiece model and tokens that were added to it, by the rules of transformers'
/// LlamaTokenizer with `legacy: false` (specs/diffsensei.md 4.2). One "▁" stands before the whole text, the text is cut
/// at added tokens (the longest that begins first), and each piece between them is encoded as it is. The text is not
/// normalised and keeps all its blanks, whatever the model file says, as LLaMA's models do.
class LlamaTokenizer {
 public:
  /// Reads `folder`: tokenizer.model; added_tokens.json and tokenizer_config.json may be missing.
  /// Throws Error(not_found | unreadable | invalid_file), and Error(unsupported) for `legacy: true`.
  explicit LlamaTokenizer(std::filesystem::path folder);
  ~LlamaTokenizer();
  LlamaTokenizer(LlamaTokenizer&&) noexcept;
  LlamaTokenizer& operator=(LlamaTokenizer&&) noexcept;

  /// Ids of a text in UTF-8, without marks around it. An empty text has none.
  [[nodiscard]] std::vector<std::int64_t> encode(std::string_view text) const;

  /// Of a piece or an added token ("▁", "<img>"). Throws Error(invalid_file) that names a token that is not there.
  [[nodiscard]] std::int64_t id(const std::string& token) const;
  [[nodiscard]] std::int64_t bos() const { return bos_; }
  [[nodiscard]] std::int64_t eos() const { return eos_; }
  /// Largest id + 1.
  [[nodiscard]] std::int64_t size() const { return size_; }
  /// Throws Error(invalid_file) unless a table of `rows` embeddings is this tokenizer's.
  void expect_rows(std::int64_t rows) const;
  /// Throws Error(invalid_file) unless every token has one of `rows` embeddings; further rows may be nobody's.
  void expect_at_most(std::int64_t rows) const;

 private:
  void read_added(const std::filesystem::path& file);
  [[noreturn]] void refuse_rows(std::int64_t rows) const;
  void append_piece(std::string_view piece, std::vector<std::int64_t>& ids) const;

  std::filesystem::path folder_;
  std::unique_ptr<sentencepiece::SentencePieceProcessor> pieces_;
  std::map<std::string, std::int64_t> added_;  // added tokens, and the model's own marks
  std::size_t longest_ = 0;                    // bytes of the longest of them
  std::int64_t bos_ = 0, eos_ = 0, unknown_ = 0, size_ = 0;
};

}  // namespace koma::conditioning
