// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "app/network/download_ledger.h"
#include "app/network/picture_fetch.h"

namespace koma::app {

struct DownloadOptions {
  std::filesystem::path root;  ///< pages are written below it, at their `image_path`
  double perSecond = 2;        ///< requests, all jobs together
  int jobs = 2;
  FetchLimits limits;
};

enum class PageFate {
  fetched,
  kept,        ///< was there, whole
  withoutUrl,  ///< the annotations give no address
  failed,
};

struct PageOutcome {
  std::size_t page = 0;
  PageFate fate = PageFate::failed;
  std::int64_t bytes = 0;  ///< of the written file
  std::string reason;      ///< of a failure: one sentence
};

struct DownloadSummary {
  std::int64_t fetched = 0, kept = 0, withoutUrl = 0, failed = 0;
};

/// So many failures one after the other end the download: then the network or the server is the matter, not the pages.
inline constexpr int mostFailuresInARow = 20;

/// Fetches the halves of double pages and writes them side by side (engine/dataset/page_assembly.h) through AtomicFile.
/// What its ledger holds is not fetched again. Blocks; its threads are its own.
class PageDownloader {
 public:
  PageDownloader(DownloadOptions options, Clock clock,
                 std::function<std::unique_ptr<network::HttpTransport>()> makeTransport);

  /// `tell` is called once a page, by one thread at a time, in the order in which pages are done. Throws Error when
  /// going on makes no sense: two pages of one name, a disk that is full, too many failures in a row.
  DownloadSummary run(std::span<const dataset::DatasetPage> pages, const std::function<void(const PageOutcome&)>& tell,
                      const std::stop_token& stop);

 private:
  class Run;
  DownloadOptions options_;
  Clock clock_;
  std::function<std::unique_ptr<network::HttpTransport>()> makeTransport_;
};

/// Throws Error(invalid_file) naming two pages that would be written to the same file.
void checkDistinct(std::span<const dataset::DatasetPage> pages);

}  // namespace koma::app
