// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/clip_tokenizer.h"

#include <algorithm>
#include <limits>

#include "engine/base/error.h"

namespace koma::conditioning {
namespace {

constexpr std::int32_t no_rank = std::numeric_limits<std::int32_t>::max();

std::uint64_t pair_key(std::int32_t left, std::int32_t right) {
  return static_cast<std::uint64_t>(left) << 32 | static_cast<std::uint32_t>(right);
}

}  // namespace

ClipTokenizer::ClipTokenizer(const ClipVocabulary& vocabulary, ClipWordRule rule)
    : rule_(rule),
      marks_(vocabulary.marks),
      start_id_(vocabulary.start),
      end_id_(vocabulary.end),
      padding_id_(vocabulary.padding),
      unknown_id_(vocabulary.unknown),
      model_length_(vocabulary.model_length),
      vocabulary_size_(vocabulary.ids.size()) {
  const auto bytes = byte_symbols();
  for (std::size_t byte = 0; byte < bytes.size(); ++byte) {
    inside_[byte] = symbol(bytes[byte], vocabulary);
    last_[byte] = symbol(bytes[byte] + word_end, vocabulary);
  }
  merges_.reserve(vocabulary.merges.size());
  symbols_.reserve(vocabulary.merges.size());
  for (const char* mark : {start_mark, end_mark}) (void)symbol(mark, vocabulary);
  std::int32_t rank = 0;
  for (const auto& [left, right] : vocabulary.merges) {
    const std::int32_t first = symbol(left, vocabulary), second = symbol(right, vocabulary);
    merges_[pair_key(first, second)] = {rank++, symbol(left + right, vocabulary)};
  }
}

ClipTokenizer ClipTokenizer::open(const std::filesystem::path& folder, ClipWordRule rule) {
  return {read_tokenizer_folder(folder), rule};
}

ClipTokenizer ClipTokenizer::from_bpe(const std::filesystem::path& file, ClipPadding padding, ClipWordRule rule) {
  return {read_merge_list(file, padding), rule};
}

std::int32_t ClipTokenizer::symbol(const std::string& text, const ClipVocabulary& vocabulary) {
  const auto [place, is_new] = symbols_.emplace(text, static_cast<std::int32_t>(symbol_ids_.size()));
  if (is_new) {
    const std::int64_t* id = vocabulary.find(text);
    symbol_ids_.push_back(id == nullptr ? unknown_id_ : *id);
  }
  return place->second;
}

std::vector<std::int64_t> ClipTokenizer::encode(std::string_view text, std::size_t length) const {
  if (length < 2)
    throw Error(ErrorCode::invalid_argument, "a text needs room for its two marks; ask for 2 ids or more");
  std::vector<std::int64_t> ids = tokens(text);
  ids.resize(std::min(ids.size(), length - 2));
  ids.insert(ids.begin(), start_id_);
  ids.push_back(end_id_);
  ids.resize(length, padding_id_);
  return ids;
}

std::vector<std::int64_t> ClipTokenizer::tokens(std::string_view text) const {
  if (text.size() > max_text) throw Error(ErrorCode::invalid_argument, "the text is longer than 1 MiB; shorten it");
  std::vector<std::int64_t> ids;
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto mark = std::find_if(marks_.begin(), marks_.end(),
                                   [&](const auto& entry) { return text.substr(at).starts_with(entry.first); });
    if (mark == marks_.end()) {
      ++at;
      continue;
    }
    add_piece(text.substr(start, at - start), ids);
    ids.push_back(mark->second);
    at += mark->first.size();
    start = at;
  }
  add_piece(text.substr(start), ids);
  return ids;
}

void ClipTokenizer::add_piece(std::string_view text, std::vector<std::int64_t>& ids) const {
  for (const std::string& word : clip_words(text, rule_)) add_word(word, ids);
}

void ClipTokenizer::add_word(const std::string& word, std::vector<std::int64_t>& ids) const {
  if (word == start_mark || word == end_mark) {
    ids.push_back(symbol_ids_[static_cast<std::size_t>(symbols_.at(word))]);
    return;
  }
  std::vector<std::int32_t> symbols;
  symbols.reserve(word.size());
  for (const char c : word) symbols.push_back(inside_[static_cast<unsigned char>(c)]);
  symbols.back() = last_[static_cast<unsigned char>(word.back())];
  merge(symbols);
  for (const std::int32_t one : symbols) ids.push_back(symbol_ids_[static_cast<std::size_t>(one)]);
}

// Lowest rank first, all its places from left to right, until no pair is known. Ranks are kept per place and looked up
// again only where something was joined, so that a very long word does not take minutes.
void ClipTokenizer::merge(std::vector<std::int32_t>& symbols) const {
  const auto rank_at = [&](std::size_t i) {
    const auto found = i + 1 < symbols.size() ? merges_.find(pair_key(symbols[i], symbols[i + 1])) : merges_.end();
    return found == merges_.end() ? no_rank : found->second.rank;
  };
  std::vector<std::int32_t> ranks(symbols.size());
  for (std::size_t i = 0; i < symbols.size(); ++i) ranks[i] = rank_at(i);
  while (true) {
    const std::int32_t best = *std::min_element(ranks.begin(), ranks.end());
    if (best == no_rank) return;
    std::vector<std::size_t> joined;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < symbols.size(); ++i, ++kept) {
      const bool join = ranks[i] == best;
      if (join) joined.push_back(kept);
      symbols[kept] = join ? merges_.at(pair_key(symbols[i], symbols[i + 1])).result : symbols[i];
      if (join) ++i;
      ranks[kept] = ranks[i];
    }
    symbols.resize(kept);
    ranks.resize(kept);
    for (const std::size_t place : joined) {
      if (place > 0) ranks[place - 1] = rank_at(place - 1);
      ranks[place] = rank_at(place);
    }
  }
}

}  // namespace koma::conditioning
