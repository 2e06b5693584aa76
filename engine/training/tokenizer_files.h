// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace koma::training {

/// Writes the tokenizer of the words of the drawings' captions. Throws Error(unreadable | no_space).
void write_caption_tokenizer(const std::filesystem::path& folder);

/// Turns captions into 48 ids with the tokenizer in `run`/tokenizer_2, which is written when it is not there yet.
[[nodiscard]] std::function<std::vector<std::int64_t>(const std::string&)> make_caption_encoder(
    const std::filesystem::path& run);

/// Tokens of the captions' vocabulary, the two marks included, in the order of their ids.
[[nodiscard]] std::vector<std::string> caption_tokens();
[[nodiscard]] std::int64_t vocabulary_size();

}  // namespace koma::training
