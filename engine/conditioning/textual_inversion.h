// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace koma::conditioning {

/// A learned word (Gal et al. 2022): the vectors that stand for it in a text encoder's input.
struct TextualInversion {
  at::Tensor vectors;         // [n, C], for a checkpoint with one text encoder
  at::Tensor clip_l, clip_g;  // [n, 768], [n, 1280], for SDXL's two
};

/// Reads the layouts in use (specs/engine.md 4.7): "clip_l" and "clip_g" (SDXL), "emb_params", A1111's pickled
/// "string_to_param.*", or a single tensor whose name is the word (diffusers); each [C] or [n, C], n ≤ 1024.
/// Throws Error(not_found | unreadable | invalid_file) that says what was found instead.
[[nodiscard]] TextualInversion read_textual_inversion(const std::filesystem::path& file);

/// A name in prompts, and the file.
using NamedEmbedding = std::pair<std::string, std::filesystem::path>;

/// A stretch of text, or a name in it.
struct NamedText {
  std::string_view text;
  std::optional<std::size_t> name;  ///< index in the names; none for plain text
};

/// Cuts a text at the names in it: the longest first where several fit, capitals or not (ASCII). A name that begins or
/// ends with a letter (or digit) is not found inside a longer run of letters (digits).
[[nodiscard]] std::vector<NamedText> split_at_names(std::string_view text, const std::vector<std::string>& names);

}  // namespace koma::conditioning
