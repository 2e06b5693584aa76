// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/checkpoints/name_table.h"
#include "engine/checkpoints/prefix_view.h"

namespace koma::checkpoints {

/// What the names of a CLIP text encoder depend on.
struct TextPattern {
  Spelling spelling = Spelling::original;  ///< `original` is OpenCLIP's, `diffusers` transformers'
  std::string level;                       ///< "text_model.", or empty where newer transformers left it out
  std::int64_t layers = 0;
  bool projection = false;  ///< a projection is stored
};

/// Stable Diffusion 2 stops at the penultimate of its 24 layers; some files hold the last one too.
inline constexpr std::int64_t sd2_text_layers = 23;

/// Reads the pattern off the names below a prefix; nothing when no text encoder begins there.
[[nodiscard]] std::optional<TextPattern> find_text_pattern(const PrefixView& view);
/// All of a text encoder (specs/engine.md 4.4). Its canonical names have the level `text_model.`.
[[nodiscard]] NameTable text_names(const TextPattern& pattern);
/// True for what stands beside a text encoder and is never used: buffers, CLIP's picture half, the temperature, a
/// projection and layers that `pattern` leaves out.
[[nodiscard]] bool is_beside_text(const TextPattern& pattern, const std::string& name);

}  // namespace koma::checkpoints
