// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "engine/dataset/dataset_page.h"

namespace koma::app {

/// One picture as a server gave it.
struct FetchedSource {
  std::string url;
  std::string sha256;  ///< empty when it could not be had
  std::int64_t bytes = 0;
};

/// What became of one page.
struct LedgerEntry {
  std::string imagePath;
  bool complete = false;
  std::string sha256;  ///< of the written file
  std::int64_t bytes = 0;
  std::vector<FetchedSource> sources;
  std::string reason;  ///< why it is not complete
};

/// A file beside the pictures that says which of them are there and what they are: one JSON object a line, the last one
/// about a page counts. Lines are only added; one that was cut off by the end of the program is passed over, and its
/// page fetched again. Thread-safe.
class DownloadLedger {
 public:
  static constexpr const char* fileName = "komawari-download.jsonl";

  /// Reads what is there. Throws Error(unreadable) when nothing can be written to it.
  explicit DownloadLedger(const std::filesystem::path& folder);

  /// Whether the page was fetched from the same addresses and its file is still what was written then.
  /// Reads the whole file.
  [[nodiscard]] bool holds(const dataset::DatasetPage& page) const;
  /// Throws Error(no_space) when it cannot be written.
  void add(const LedgerEntry& entry);

 private:
  void read();

  std::filesystem::path folder_;
  std::ofstream stream_;
  mutable std::mutex mutex_;
  std::map<std::string, LedgerEntry> entries_;
};

}  // namespace koma::app
