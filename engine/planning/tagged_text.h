// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace koma::planning {

/// An answer in LLMGA's way (specs/llmga.md 1.5): talk, and prompts for pictures between `<gen_image>` and
/// `</gen_image>`.
struct TaggedText {
  std::string talk;                  ///< what stands outside the tags
  std::vector<std::string> prompts;  ///< of three words or more, in their order
};

/// Reads any number of pairs of tags. A closing tag that is missing is the answer's end, an opening one its beginning;
/// thoughts and marks for the end of an answer, such as "</s>", are left out.
[[nodiscard]] TaggedText read_tagged_text(const std::string& answer);

}  // namespace koma::planning
