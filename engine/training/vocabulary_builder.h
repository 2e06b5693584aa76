// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace koma::training {

/// A CLIP byte-pair vocabulary: 256 byte letters, the same with "</w>", one token per merge, then the two marks.
/// A token's index is its id.
struct Vocabulary {
  std::vector<std::string> tokens;
  std::vector<std::pair<std::string, std::string>> merges;
};

/// Byte-pair training (Sennrich et al., 2016) on a list of words until each of them is one token: the most frequent
/// neighbours are joined first, ties in lexical order. Anything not listed falls back to pieces and bytes.
/// `words` are lower-case runs of ASCII letters; repeats do not matter. Throws Error(invalid_argument) for others.
[[nodiscard]] Vocabulary build_vocabulary(const std::vector<std::string>& words);

/// Writes vocab.json, merges.txt, tokenizer_config.json and special_tokens_map.json as transformers' CLIPTokenizer
/// reads them. `length` is the number of ids per prompt. Throws Error(unreadable | no_space).
void write_tokenizer(const std::filesystem::path& folder, const Vocabulary& vocabulary, int length);

}  // namespace koma::training
