// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/llama_tokenizer.h"

#include <sentencepiece_processor.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/checkpoints/json_file.h"

namespace koma::conditioning {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view blank = "\u2581";
constexpr std::int64_t largest_id = 1 << 24;

/// What is put after the model's bytes: fields that come again in a protocol buffer replace the earlier ones.
/// normalizer_spec { precompiled_charsmap: "", add_dummy_prefix: false, remove_extra_whitespaces: false,
/// escape_whitespaces: true }, denormalizer_spec { precompiled_charsmap: "" }. The character maps are tries that the
/// library walks without checking them, and LLaMA's models have none.
constexpr std::string_view as_llama("\x1A\x08\x12\x00\x18\x00\x20\x00\x28\x01\x2A\x02\x12\x00", 14);

[[noreturn]] void refuse_tokenizer(const fs::path& file, const std::string& what) {
  throw Error(ErrorCode::invalid_file, what + "; get the model again", file.string());
}

void expect_present_rules(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return;
  const nlohmann::json settings = checkpoints::json_of_file(file);
  if (settings.value("legacy", nlohmann::json(false)) != true) return;
  throw Error(ErrorCode::unsupported, "\"legacy\": true asks for other rules than DiffSensei's tokenizer follows",
              file.string());
}

/// "▁" in a text counts as a blank, as all blanks become "▁".
std::string with_blanks(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with(blank)) {
      result += ' ';
      at += blank.size();
    } else {
      result += text[at++];
    }
  }
  return result;
}

}  // namespace

LlamaTokenizer::LlamaTokenizer(fs::path folder)
    : folder_(std::move(folder)), pieces_(std::make_unique<sentencepiece::SentencePieceProcessor>()) {
  const fs::path model = folder_ / "tokenizer.model";
  std::string bytes = checkpoints::text_of_file(model);
  if (bytes.empty() || !pieces_->LoadFromSerializedProto(bytes.append(as_llama)).ok()) {
    refuse_tokenizer(model, "this is no SentencePiece model");
  }
  size_ = pieces_->GetPieceSize();
  bos_ = pieces_->bos_id();
  eos_ = pieces_->eos_id();
  unknown_ = pieces_->unk_id();
  if (size_ == 0 || bos_ < 0 || eos_ < 0 || unknown_ < 0) {
    refuse_tokenizer(model, "the model has no marks for beginning, end and unknown text, so it is none of LLaMA's");
  }
  for (const std::int64_t mark : {bos_, eos_, unknown_}) added_.emplace(pieces_->IdToPiece(int(mark)), mark);
  read_added(folder_ / "added_tokens.json");
  for (const auto& [token, id] : added_) longest_ = std::max(longest_, token.size());
  expect_present_rules(folder_ / "tokenizer_config.json");
}

LlamaTokenizer::~LlamaTokenizer() = default;
LlamaTokenizer::LlamaTokenizer(LlamaTokenizer&&) noexcept = default;
LlamaTokenizer& LlamaTokenizer::operator=(LlamaTokenizer&&) noexcept = default;

void LlamaTokenizer::read_added(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return;
  const std::int64_t pieces = size_;
  const nlohmann::json tokens = checkpoints::json_of_file(file);
  for (const auto& [token, id] : tokens.items()) {
    if (token.empty()) refuse_tokenizer(file, "a token is empty");
    const bool whole = id.is_number_integer() && id.get<double>() >= 0 && id.get<double>() < double(largest_id);
    if (!whole) refuse_tokenizer(file, "the id of " + token + " is no whole number below 16777216");
    const auto number = id.get<std::int64_t>();
    // Repeated pieces of the model's own are harmless, two meanings of one id are not.
    if (number < pieces && pieces_->IdToPiece(int(number)) != token) {
      refuse_tokenizer(file,
                       token + " has the id " + std::to_string(number) + ", which is another piece of tokenizer.model");
    }
    added_[token] = number;
    size_ = std::max(size_, number + 1);
  }
}

std::int64_t LlamaTokenizer::id(const std::string& token) const {
  if (const auto found = added_.find(token); found != added_.end()) return found->second;
  const int piece = pieces_->PieceToId(token);
  if (piece == int(unknown_)) {
    throw Error(ErrorCode::invalid_file,
                "the token " + token + " is missing; this tokenizer belongs to another language model",
                folder_.string());
  }
  return piece;
}

void LlamaTokenizer::expect_rows(std::int64_t rows) const {
  if (rows == size_) return;
  refuse_rows(rows);
}

void LlamaTokenizer::expect_at_most(std::int64_t rows) const {
  if (size_ > rows) refuse_rows(rows);
}

void LlamaTokenizer::refuse_rows(std::int64_t rows) const {
  throw Error(ErrorCode::invalid_file,
              "the tokenizer has " + std::to_string(size_) + " tokens, but the language model has " +
                  std::to_string(rows) + " embeddings; they belong to different models",
              folder_.string());
}

void LlamaTokenizer::append_piece(std::string_view piece, std::vector<std::int64_t>& ids) const {
  if (piece.empty()) return;
  std::vector<int> found;
  if (!pieces_->Encode(piece, &found).ok()) {
    throw Error(ErrorCode::invalid_file, "the tokenizer cannot read a text; get the model again", folder_.string());
  }
  ids.insert(ids.end(), found.begin(), found.end());
}

std::vector<std::int64_t> LlamaTokenizer::encode(std::string_view text) const {
  std::vector<std::int64_t> ids;
  if (text.empty()) return ids;
  const std::string whole = std::string(blank) + with_blanks(text);
  std::size_t start = 0;  // of what is not encoded yet
  for (std::size_t at = 0; at < whole.size();) {
    const std::string* found = nullptr;
    std::int64_t id = 0;
    for (std::size_t length = std::min(longest_, whole.size() - at); length > 0 && found == nullptr; --length) {
      const auto token = added_.find(whole.substr(at, length));
      if (token == added_.end()) continue;
      found = &token->first;
      id = token->second;
    }
    if (found == nullptr) {
      ++at;
      continue;
    }
    // Before a mark at the very beginning the "▁" is left out.
    const bool mark = id == bos_ || id == eos_ || id == unknown_;
    if (!mark || at != blank.size()) append_piece(std::string_view(whole).substr(start, at - start), ids);
    ids.push_back(id);
    at += found->size();
    start = at;
  }
  append_piece(std::string_view(whole).substr(start), ids);
  return ids;
}

}  // namespace koma::conditioning
