// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "engine/base/image.h"

namespace koma::synthesis {

/// What an assistant learns to draw for, made of captioned pictures, or of drawings where none are given.
struct TaskFolder {
  std::filesystem::path out;
  std::filesystem::path captions;  ///< as dataset::read_captions takes them; empty: drawings
  std::filesystem::path images;    ///< folder that their paths are relative to; empty: that of `captions`
  int count = 8;                   ///< drawings; of captioned pictures at most so many, 0: all
  int width = 256, height = 256;   ///< of drawings, pixels
  bool held_out = false;           ///< drawings of people that training never sees
  std::uint64_t seed = 1;
};

/// What became of it.
struct TaskSummary {
  std::int64_t pictures = 0, skipped = 0;
  std::string first_problem;  ///< of a picture or caption that was left out
};

/// Writes to `out` every picture as N.png and again with a black hole as N-hole.png, conversations.json with three
/// conversations about each (a longer prompt, a similar picture, the hole filled: specs/llmga.md 1.4, 2.6), and
/// captions.json with its captions. The same arguments give the same bytes. `told` gets every finished picture's path
/// and the number of all, and ends the work by false. Throws Error(not_found | unreadable | invalid_file | no_space).
TaskSummary write_tasks(const TaskFolder& folder,
                        const std::function<bool(const std::filesystem::path& picture, int of)>& told);

/// Black where the mask is. Grey or RGB; `mask` [height, width] CV_32F, see hole_masks.h.
[[nodiscard]] Image with_black_hole(const Image& picture, const float* mask);

}  // namespace koma::synthesis
