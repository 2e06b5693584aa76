// SPDX-License-Identifier: Apache-2.0
#include "app/network/page_downloader.h"

#include <atomic>
#include <exception>
#include <thread>
#include <unordered_map>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/base/sha256.h"
#include "engine/dataset/page_assembly.h"

namespace koma::app {

using dataset::DatasetPage;

/// What the threads of one download share.
class PageDownloader::Run {
 public:
  Run(const PageDownloader& downloader, std::span<const DatasetPage> pages,
      const std::function<void(const PageOutcome&)>& tell)
      : options_(downloader.options_),
        makeTransport_(downloader.makeTransport_),
        pages_(pages),
        tell_(tell),
        ledger_(options_.root),
        rate_(options_.perSecond, downloader.clock_) {}

  DownloadSummary join(const std::stop_token& stop) {
    const std::stop_callback forward(stop, [this] { stop_.request_stop(); });
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < options_.jobs; ++i) threads.emplace_back([this] { work(); });
    }
    if (problem_) std::rethrow_exception(problem_);
    return summary_;
  }

 private:
  void work() {
    try {
      const auto transport = makeTransport_();
      for (std::size_t page = next_++; page < pages_.size() && !stop_.stop_requested(); page = next_++) {
        PageOutcome outcome{.page = page, .reason = {}};
        if (settle(*transport, outcome)) finish(outcome);
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!problem_) problem_ = std::current_exception();
      stop_.request_stop();
    }
  }

  void finish(const PageOutcome& outcome) {
    const std::lock_guard lock(mutex_);
    if (problem_) return;
    auto& count = outcome.fate == PageFate::fetched      ? summary_.fetched
                  : outcome.fate == PageFate::kept       ? summary_.kept
                  : outcome.fate == PageFate::withoutUrl ? summary_.withoutUrl
                                                         : summary_.failed;
    ++count;
    tell_(outcome);
    if (outcome.fate == PageFate::fetched) failuresInARow_ = 0;
    if (outcome.fate != PageFate::failed || ++failuresInARow_ < mostFailuresInARow) return;
    throw Error(ErrorCode::unreadable, std::to_string(mostFailuresInARow) +
                                           " pages one after the other could not be fetched; the last one: " +
                                           outcome.reason + "; look into it and go on later");
  }

  /// False when stopped before the page was done.
  bool settle(network::HttpTransport& transport, PageOutcome& outcome) {
    const DatasetPage& page = pages_[outcome.page];
    if (page.sources.url1.empty()) {
      outcome.fate = PageFate::withoutUrl;
      return true;
    }
    if (ledger_.holds(page)) {
      outcome.fate = PageFate::kept;
      return true;
    }
    LedgerEntry entry{.imagePath = page.image_path, .sha256 = {}, .sources = {}, .reason = {}};
    std::vector<std::uint8_t> bytes;
    try {
      bytes = composed(transport, page, entry);
      if (bytes.empty()) return false;
    } catch (const Error& error) {
      entry.reason = outcome.reason = error.what();
    }
    if (!bytes.empty()) write(page, bytes, entry);
    ledger_.add(entry);
    outcome.fate = entry.complete ? PageFate::fetched : PageFate::failed;
    outcome.bytes = entry.bytes;
    return true;
  }

  /// The page's file; empty when stopped.
  std::vector<std::uint8_t> composed(network::HttpTransport& transport, const DatasetPage& page, LedgerEntry& entry) {
    if (!dataset::knows_ending(page.image_path)) {
      throw Error(ErrorCode::invalid_argument, "pages are written as .png, .jpg or .jpeg; change its image_path",
                  page.image_path);
    }
    std::vector<Image> halves;
    for (const auto& url : {page.sources.url1, page.sources.url2}) {
      if (url.empty()) continue;
      entry.sources.push_back({.url = url, .sha256 = {}});
      const auto bytes = fetchPicture(transport, url, options_.limits, rate_, stop_.get_token());
      if (!bytes) return {};
      entry.sources.back().sha256 = sha256(*bytes);
      entry.sources.back().bytes = std::int64_t(bytes->size());
      halves.push_back(decode_picture(*bytes, url));
    }
    const Image whole = dataset::assemble_page(halves[0], halves.size() > 1 ? halves[1] : Image{}, page.sources);
    return dataset::encode_page(whole, page.image_path);
  }

  void write(const DatasetPage& page, const std::vector<std::uint8_t>& bytes, LedgerEntry& entry) {
    const auto path = options_.root / page.image_path;
    make_output_folder(path.parent_path());
    write_atomically(path, std::span<const std::uint8_t>(bytes));
    entry.complete = true;
    entry.sha256 = sha256(bytes);
    entry.bytes = std::int64_t(bytes.size());
  }

  const DownloadOptions& options_;
  const std::function<std::unique_ptr<network::HttpTransport>()>& makeTransport_;
  std::span<const DatasetPage> pages_;
  const std::function<void(const PageOutcome&)>& tell_;
  DownloadLedger ledger_;
  RateLimit rate_;
  std::stop_source stop_;
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  DownloadSummary summary_;
  int failuresInARow_ = 0;
  std::exception_ptr problem_;
};

PageDownloader::PageDownloader(DownloadOptions options, Clock clock,
                               std::function<std::unique_ptr<network::HttpTransport>()> makeTransport)
    : options_(std::move(options)), clock_(std::move(clock)), makeTransport_(std::move(makeTransport)) {}

DownloadSummary PageDownloader::run(std::span<const DatasetPage> pages,
                                    const std::function<void(const PageOutcome&)>& tell, const std::stop_token& stop) {
  checkDistinct(pages);
  make_output_folder(options_.root);
  return Run(*this, pages, tell).join(stop);
}

void checkDistinct(std::span<const DatasetPage> pages) {
  std::unordered_map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const auto [first, fresh] = seen.emplace(pages[i].image_path, i);
    if (fresh) continue;
    throw Error(ErrorCode::invalid_file, "pages " + std::to_string(first->second + 1) + " and " +
                                             std::to_string(i + 1) + " are both called \"" + pages[i].image_path +
                                             "\"; one would overwrite the other, give them names of their own");
  }
}

}  // namespace koma::app
