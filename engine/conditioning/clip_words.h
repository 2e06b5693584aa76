// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace koma::conditioning {

/// How a text becomes words. Both end with CLIP's pattern, leftmost first:
///   <|startoftext|> | <|endoftext|> | 's 't 're 've 'm 'll 'd | letters+ | one number | other characters+.
enum class ClipWordRule {
  /// transformers 4.46.3's slow CLIPTokenizer without ftfy (DiffSensei's environment): BasicTokenizer with
  /// strip_accents=False, do_split_on_punc=False. Control, format, private and unassigned characters and U+FFFD go; CJK
  /// ideographs stand alone; NFC; full lower-casing of each word; contractions match in any case (also 'ſ).
  basic,
  /// transformers 5's CLIPTokenizer (what diffusers 0.42 uses for every Stable Diffusion): NFC; white space ends a
  /// word; lower-casing of each character by itself (no final sigma). Nothing is dropped, and ideographs are letters.
  plain,
};

/// The words that CLIP's byte-pair encoding works on. Bytes that are not UTF-8 count as U+FFFD. Character classes are
/// those of the ICU that is linked. Marks are found in any case, as transformers finds the start mark.
[[nodiscard]] std::vector<std::string> clip_words(std::string_view text, ClipWordRule rule = ClipWordRule::basic);

/// The marks of CLIP's pattern, and what ends the last symbol of a word.
inline constexpr const char* start_mark = "<|startoftext|>";
inline constexpr const char* end_mark = "<|endoftext|>";
inline constexpr const char* word_end = "</w>";

/// One printable symbol (UTF-8) per byte, as GPT-2 chose them: the byte's own character where it is printable, else
/// U+0100 and up in order.
[[nodiscard]] std::array<std::string, 256> byte_symbols();
/// True for bytes that stand for themselves there.
[[nodiscard]] bool is_shown_byte(int byte);

}  // namespace koma::conditioning
