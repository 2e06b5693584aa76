// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace koma::conditioning {

/// What a text is filled up with: the end mark (CLIP-L), or id 0, "!" (OpenCLIP: SD 2 and SDXL's second encoder).
enum class ClipPadding { end_mark, exclamation };

/// The contents of a CLIP tokenizer's files, checked.
struct ClipVocabulary {
  std::unordered_map<std::string, std::int64_t> ids;
  std::vector<std::pair<std::string, std::string>> merges;    ///< lowest rank first
  std::map<std::string, std::int64_t, std::greater<>> marks;  ///< cut out of a text first; longer before shorter
  std::int64_t start = 0, end = 0, unknown = 0, padding = 0;  ///< ids
  std::size_t model_length = 77;                              ///< "model_max_length"; CLIP's when they name none

  /// Id of a mark or an entry; nothing reads as no value.
  [[nodiscard]] const std::int64_t* find(const std::string& text) const;
};

/// Reads a checkpoint's tokenizer folder: vocab.json and merges.txt, or else tokenizer.json, in which transformers 5
/// stores both; tokenizer_config.json and special_tokens_map.json may be missing.
/// Throws Error(not_found | unreadable | invalid_file).
[[nodiscard]] ClipVocabulary read_tokenizer_folder(const std::filesystem::path& folder);

/// Reads OpenAI's merge list (bpe_simple_vocab_16e6.txt): a heading, then one merge a line, of which CLIP uses the
/// first 48894. The ids follow from the order: 256 bytes, the same at a word's end, the merges, two marks (49408).
/// Throws Error(not_found | unreadable | invalid_file).
[[nodiscard]] ClipVocabulary read_merge_list(const std::filesystem::path& file, ClipPadding padding);

}  // namespace koma::conditioning
