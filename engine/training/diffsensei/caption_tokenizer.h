// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace koma::training {

/// A SentencePiece model of LLaMA's kind made from captions: byte-pair pieces with all 256 bytes to fall back on, no
/// normalisation, ids 0 to 2 for <unk>, <s> and </s>. At most `pieces` pieces, fewer where the captions have fewer; the
/// same captions give the same bytes. → the file's bytes. Throws Error(invalid_file) where no caption has a letter.
[[nodiscard]] std::string train_caption_tokenizer(const std::vector<std::string>& captions, int pieces = 1024);

}  // namespace koma::training
