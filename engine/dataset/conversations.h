// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/atomic_file.h"

namespace koma::dataset {

/// Stands in a question where its picture is shown.
inline constexpr const char* picture_mark = "<image>";

/// A question and the answer to it.
struct Exchange {
  std::string question, answer;
};

/// One entry of LLaVA's training data. The question that shows the picture begins with `picture_mark` and a newline;
/// the mark stands nowhere else.
struct Conversation {
  std::string id;     ///< may be empty
  std::string image;  ///< path below the folder of pictures; empty: no picture is shown
  std::vector<Exchange> exchanges;
};

/// Conversations of a file, and what was left out of it.
struct ConversationFile {
  std::vector<Conversation> conversations;
  std::int64_t skipped = 0;
  std::string first_problem;  ///< of a skipped entry, with file, line and JSON path; empty without
};

/// Reads LLaVA's form (specs/llmga.md 1.4): a JSON list of {"id", "image", "conversations": [{"from": "human" | "gpt",
/// "value"}, …]}, question and answer by turns. What stands before the first question is left out, as LLaVA does, and
/// so is a question at the end without an answer; a picture that no question mentions is shown with the first. A wrong
/// entry is skipped and counted. Throws Error(not_found | unreadable | invalid_file) for a file that is no such list,
/// or where no entry is left.
[[nodiscard]] ConversationFile read_conversations(const std::filesystem::path& file);

/// Writes the same form, entry by entry; the file is there only after `commit`. Throws as AtomicFile does.
class ConversationWriter {
 public:
  explicit ConversationWriter(const std::filesystem::path& file) : file_(file) {}
  void add(const Conversation& conversation);
  void commit();

 private:
  AtomicFile file_;
  bool empty_ = true;
};

}  // namespace koma::dataset
