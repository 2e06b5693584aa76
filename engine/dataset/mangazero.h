// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "engine/base/atomic_file.h"
#include "engine/dataset/dataset_page.h"
#include "engine/dataset/page_json.h"

namespace koma::dataset {

/// What to do with an entry that is wrong: end with the first one, or leave it out and tell of it.
enum class Strictness { refuse, report };

/// One thing that is wrong in an annotation file.
struct ReadProblem {
  std::int64_t entry = 0;  ///< counted from 0, as in the JSON path
  std::int64_t line = 0;   ///< where the entry begins, counted from 1
  std::string path;        ///< `$[16].frames[2].bbox`
  std::string sentence;
};

struct ReadReport {
  std::int64_t entries = 0, skipped = 0;
  std::vector<ReadProblem> problems;  ///< the first of each skipped entry; at most `ReadOptions::most_problems`
  PageRemarks remarks;
};

struct ReadOptions {
  Strictness strictness = Strictness::refuse;
  std::size_t most_problems = 100;  ///< further ones are counted in `skipped` only
};

/// Reads MangaZero's annotations, a JSON list of pages (specs/diffsensei.md, section 7), one entry after the other:
/// memory does not grow with the file. Unknown keys are counted in the remarks. `take` gets every good page, in order.
/// Throws Error(not_found | unreadable) and, for a broken list, Error(invalid_file) in either mode; with
/// Strictness::refuse also Error(invalid_file) naming file, line and JSON path of the first wrong entry.
ReadReport read_pages(const std::filesystem::path& file, const ReadOptions& options,
                      const std::function<void(DatasetPage page, std::int64_t entry)>& take);
/// All of them at once; the first problem throws.
[[nodiscard]] std::vector<DatasetPage> read_mangazero(const std::filesystem::path& file);

/// Writes the same form, entry by entry; the file is there only after `commit`. Throws as AtomicFile does.
class PageWriter {
 public:
  explicit PageWriter(const std::filesystem::path& file) : file_(file) {}
  void add(const DatasetPage& page);
  /// An entry with keys of the writer's own beside those of `page_to_json`.
  void add(const nlohmann::json& entry);
  void commit();

 private:
  AtomicFile file_;
  bool empty_ = true;
};

}  // namespace koma::dataset
