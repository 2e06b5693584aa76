// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace koma::conditioning {

/// The words that CLIP's byte-pair encoding works on, exactly as transformers 4.46.3's slow CLIPTokenizer makes them
/// when ftfy is not installed (as in DiffSensei's environment): BasicTokenizer(strip_accents=False,
/// do_split_on_punc=False) and then CLIP's pattern. That is: control, format, private and unassigned characters and
/// U+FFFD go; white space becomes one space; CJK ideographs stand alone; NFC; full lower-casing of each word; then,
/// leftmost first,
///   <|startoftext|> | <|endoftext|> | 's 't 're 've 'm 'll 'd | letters+ | one number | other characters+.
/// Bytes that are not UTF-8 are dropped. Character classes are those of the ICU that is linked.
[[nodiscard]] std::vector<std::string> clip_words(std::string_view text);

/// One printable symbol (UTF-8) per byte, as GPT-2 chose them: the byte's own character where it is printable, else
/// U+0100 and up in order.
[[nodiscard]] std::array<std::string, 256> byte_symbols();

}  // namespace koma::conditioning
