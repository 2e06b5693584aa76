// SPDX-License-Identifier: Apache-2.0
#include "engine/training/vocabulary_builder.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"

namespace koma::training {

namespace {

using Pair = std::pair<std::string, std::string>;
constexpr const char* word_end = "</w>";
constexpr const char* start_mark = "<|startoftext|>";
constexpr const char* end_mark = "<|endoftext|>";

std::string utf8(unsigned code) {
  if (code < 0x80) return {char(code)};
  return {char(0xC0 | (code >> 6)), char(0x80 | (code & 0x3F))};
}

/// GPT-2's visible letters for all 256 bytes, in the order CLIP numbers them: printable bytes stand for themselves,
/// the others get the code points from 256 on.
std::vector<std::string> byte_letters() {
  const auto printable = [](unsigned b) {
    return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE && b <= 0xFF);
  };
  std::vector<std::string> letters;
  for (unsigned b = 0; b < 256; ++b)
    if (printable(b)) letters.push_back(utf8(b));
  for (unsigned b = 0, next = 256; b < 256; ++b)
    if (!printable(b)) letters.push_back(utf8(next++));
  return letters;
}

std::vector<std::string> split_letters(const std::string& word) {
  std::vector<std::string> pieces;
  for (const char c : word) {
    if (c < 'a' || c > 'z')
      throw Error(ErrorCode::invalid_argument, "a word of the vocabulary must be lower-case letters only", word);
    pieces.emplace_back(1, c);
  }
  if (pieces.empty()) throw Error(ErrorCode::invalid_argument, "a word of the vocabulary is empty");
  pieces.back() += word_end;
  return pieces;
}

void join(std::vector<std::string>& pieces, const Pair& pair) {
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
    if (pieces[i] != pair.first || pieces[i + 1] != pair.second) continue;
    pieces[i] += pieces[i + 1];
    pieces.erase(pieces.begin() + std::ptrdiff_t(i) + 1);
  }
}

}  // namespace

Vocabulary build_vocabulary(const std::vector<std::string>& words) {
  Vocabulary vocabulary;
  vocabulary.tokens = byte_letters();
  for (std::size_t i = 0; i < 256; ++i) vocabulary.tokens.push_back(vocabulary.tokens[i] + word_end);
  std::vector<std::vector<std::string>> split;
  for (const std::string& word : std::set<std::string>(words.begin(), words.end()))
    split.push_back(split_letters(word));
  while (true) {
    std::map<Pair, int> counts;
    for (const auto& pieces : split)
      for (std::size_t i = 0; i + 1 < pieces.size(); ++i) ++counts[{pieces[i], pieces[i + 1]}];
    if (counts.empty()) break;
    const auto best = std::ranges::max_element(counts, {}, &std::pair<const Pair, int>::second);
    const Pair pair = best->first;
    vocabulary.merges.push_back(pair);
    vocabulary.tokens.push_back(pair.first + pair.second);
    for (auto& pieces : split) join(pieces, pair);
  }
  vocabulary.tokens.emplace_back(start_mark);
  vocabulary.tokens.emplace_back(end_mark);
  return vocabulary;
}

void write_tokenizer(const std::filesystem::path& folder, const Vocabulary& vocabulary, int length) {
  nlohmann::ordered_json ids;
  for (std::size_t i = 0; i < vocabulary.tokens.size(); ++i) ids[vocabulary.tokens[i]] = i;
  std::string merges = "#version: 0.2\n";
  for (const auto& [left, right] : vocabulary.merges) merges += left + " " + right + "\n";
  const nlohmann::ordered_json marks{
      {"bos_token", start_mark}, {"eos_token", end_mark}, {"pad_token", end_mark}, {"unk_token", end_mark}};
  nlohmann::ordered_json config{{"tokenizer_class", "CLIPTokenizer"},
                                {"model_max_length", length},
                                {"do_lower_case", true},
                                {"add_prefix_space", false},
                                {"errors", "replace"}};
  config.update(marks);
  std::filesystem::create_directories(folder);
  write_atomically(folder / "vocab.json", ids.dump());
  write_atomically(folder / "merges.txt", merges);
  write_atomically(folder / "tokenizer_config.json", config.dump(2) + "\n");
  write_atomically(folder / "special_tokens_map.json", marks.dump(2) + "\n");
}

}  // namespace koma::training
