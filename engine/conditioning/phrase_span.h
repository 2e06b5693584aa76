// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/conditioning/clip_tokenizer.h"
#include "engine/nn/image_reach.h"

namespace koma::conditioning {

/// Where phrases stand in a prompt (specs/msdiffusion.md 10): tokens [first, end) of a window that begins with the
/// start mark and has no end; empty for a phrase that does not stand there. Words are parted by white space and compare
/// with their case; a word of the prompt may have one of . ! ? , : behind it, or the phrase's word after a hyphen. The
/// n-th time that a phrase is asked for means the n-th place. With `upstream_quirks` the first words of places that are
/// passed over are not counted, as in the reference.
[[nodiscard]] std::vector<nn::TokenSpan> phrase_spans(const std::string& prompt,
                                                      const std::vector<std::string>& phrases,
                                                      const ClipTokenizer& tokenizer, bool upstream_quirks);

/// The same in windows that lie one after another, rows of ids with marks and padding; a span that is parted keeps what
/// lies in its first window, one that was cut off becomes empty.
[[nodiscard]] std::vector<nn::TokenSpan> in_windows(const std::vector<nn::TokenSpan>& spans,
                                                    const std::vector<std::vector<std::int64_t>>& windows,
                                                    std::int64_t end_mark);

/// The same in windows that are joined to one text without marks between them; spans beyond it become empty.
[[nodiscard]] std::vector<nn::TokenSpan> in_one_text(const std::vector<nn::TokenSpan>& spans,
                                                     const std::vector<std::vector<std::int64_t>>& windows);

}  // namespace koma::conditioning
