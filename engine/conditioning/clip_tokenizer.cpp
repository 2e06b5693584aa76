// SPDX-License-Identifier: Apache-2.0
#include "engine/conditioning/clip_tokenizer.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/base/error.h"
#include "engine/conditioning/clip_words.h"

namespace koma::conditioning {
namespace {

constexpr std::uintmax_t max_file_bytes = 64 << 20;
constexpr std::size_t max_merges = 49152 - 256 - 2;  // transformers reads no more, whatever the file holds
constexpr std::int32_t no_rank = std::numeric_limits<std::int32_t>::max();
constexpr const char* word_end = "</w>";

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what) {
  throw Error(ErrorCode::invalid_file, what + "; get the tokenizer again", file.string());
}

std::string read_text(const std::filesystem::path& file) {
  std::error_code failure;
  if (!std::filesystem::is_regular_file(file, failure)) {
    throw Error(ErrorCode::not_found, "the tokenizer's file is not there; choose a complete model folder",
                file.string());
  }
  if (std::filesystem::file_size(file, failure) > max_file_bytes || failure) refuse(file, "it is larger than 64 MiB");
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) throw Error(ErrorCode::unreadable, "the file cannot be read; check the permissions", file.string());
  return std::move(text).str();
}

nlohmann::json read_object(const std::filesystem::path& file) {
  auto json = nlohmann::json::parse(read_text(file), nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) refuse(file, "it is not a JSON object");
  return json;
}

nlohmann::json read_optional_object(const std::filesystem::path& file) {
  return std::filesystem::exists(file) ? read_object(file) : nlohmann::json::object();
}

std::int64_t id_of(const nlohmann::json& value, const std::filesystem::path& file) {
  const bool fits = value.is_number_integer() && value.get<double>() >= 0 && value.get<double>() < no_rank;
  if (!fits) refuse(file, "an id is not a whole number from 0 to 2³¹ − 2");
  return value.get<std::int64_t>();
}

/// A mark is written as a text or as an object with "content".
std::string mark_text(const nlohmann::json& settings, const std::string& key, const std::string& otherwise) {
  const auto found = settings.find(key);
  if (found == settings.end()) return otherwise;
  if (found->is_string()) return found->get<std::string>();
  if (found->is_object() && found->contains("content") && (*found)["content"].is_string()) {
    return (*found)["content"].get<std::string>();
  }
  return otherwise;
}

std::uint64_t pair_key(std::int32_t left, std::int32_t right) {
  return static_cast<std::uint64_t>(left) << 32 | static_cast<std::uint32_t>(right);
}

}  // namespace

ClipTokenizer ClipTokenizer::open(const std::filesystem::path& folder) {
  ClipTokenizer tokenizer;
  tokenizer.read_vocabulary(folder / "vocab.json");
  tokenizer.read_settings(folder);
  const auto bytes = byte_symbols();
  for (std::size_t byte = 0; byte < bytes.size(); ++byte) {
    tokenizer.inside_[byte] = tokenizer.symbol(bytes[byte]);
    tokenizer.last_[byte] = tokenizer.symbol(bytes[byte] + word_end);
  }
  tokenizer.read_merges(folder / "merges.txt");
  return tokenizer;
}

void ClipTokenizer::read_vocabulary(const std::filesystem::path& file) {
  const auto json = read_object(file);
  ids_.reserve(json.size());
  for (const auto& [text, id] : json.items()) ids_.emplace(text, id_of(id, file));
}

void ClipTokenizer::read_settings(const std::filesystem::path& folder) {
  const auto file = folder / "tokenizer_config.json";
  auto settings = read_optional_object(file);
  const auto added = settings.find("added_tokens_decoder");
  if (added == settings.end()) {
    // Folders from before this key existed: the other file has the last word.
    settings.update(read_optional_object(folder / "special_tokens_map.json"));
  } else {
    if (!added->is_object()) refuse(file, "\"added_tokens_decoder\" is not an object");
    for (const auto& [id, token] : added->items()) {
      const std::string text = mark_text({{"token", token}}, "token", "");
      const bool numeric = !id.empty() && id.size() < 10 && id.find_first_not_of("0123456789") == std::string::npos;
      if (text.empty() || !numeric) refuse(file, "\"added_tokens_decoder\" has an entry without id or content");
      marks_[text] = std::stoll(id);
    }
  }
  const auto mark = [&](const char* key, const char* otherwise) {
    const std::string text = mark_text(settings, key, otherwise);
    const std::int64_t id = mark_id(text, folder);
    marks_.emplace(text, id);
    return id;
  };
  start_id_ = mark("bos_token", "<|startoftext|>");
  end_id_ = mark("eos_token", "<|endoftext|>");
  unknown_id_ = mark("unk_token", "<|endoftext|>");
  padding_id_ = mark("pad_token", "<|endoftext|>");
  const auto length = settings.find("model_max_length");
  if (length != settings.end() && length->is_number() && *length >= 2 && *length < no_rank) {
    model_length_ = static_cast<std::size_t>(length->get<double>());
  }
}

std::int64_t ClipTokenizer::mark_id(const std::string& mark, const std::filesystem::path& folder) const {
  const auto id = stored_id(mark);
  if (!id || mark.empty()) refuse(folder / "vocab.json", "the mark \"" + mark + "\" has no id");
  return *id;
}

std::optional<std::int64_t> ClipTokenizer::stored_id(const std::string& text) const {
  if (const auto mark = marks_.find(text); mark != marks_.end()) return mark->second;
  if (const auto entry = ids_.find(text); entry != ids_.end()) return entry->second;
  return std::nullopt;
}

void ClipTokenizer::read_merges(const std::filesystem::path& file) {
  std::istringstream lines(read_text(file));
  std::string line;
  std::getline(lines, line);  // "#version: 0.2"
  merges_.reserve(max_merges);
  symbols_.reserve(max_merges);
  for (std::int32_t rank = 0; static_cast<std::size_t>(rank) < max_merges && std::getline(lines, line); ++rank) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) continue;
    const std::size_t space = line.find(' ');
    const std::string left = line.substr(0, space);
    const std::string right = space == std::string::npos ? std::string() : line.substr(space + 1);
    if (left.empty() || right.empty() || right.find(' ') != std::string::npos) {
      refuse(file, "line " + std::to_string(rank + 2) + " does not hold two symbols");
    }
    const std::int32_t first = symbol(left), second = symbol(right);
    merges_[pair_key(first, second)] = {rank, symbol(left + right)};
  }
  if (merges_.empty()) refuse(file, "there is no merge in it");
}

std::int32_t ClipTokenizer::symbol(const std::string& text) {
  const auto [place, is_new] = symbols_.emplace(text, static_cast<std::int32_t>(symbol_ids_.size()));
  if (is_new) symbol_ids_.push_back(stored_id(text).value_or(unknown_id_));
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
  for (const std::string& word : clip_words(text)) add_word(word, ids);
}

void ClipTokenizer::add_word(const std::string& word, std::vector<std::int64_t>& ids) const {
  if (word == "<|startoftext|>" || word == "<|endoftext|>") {
    ids.push_back(stored_id(word).value_or(unknown_id_));
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
