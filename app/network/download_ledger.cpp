// SPDX-License-Identifier: Apache-2.0
#include "app/network/download_ledger.h"

#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/base/sha256.h"

namespace koma::app {

using nlohmann::json;

namespace {

json entryJson(const LedgerEntry& entry) {
  json sources = json::array();
  for (const auto& source : entry.sources) {
    sources.push_back({{"url", source.url}, {"sha256", source.sha256}, {"bytes", source.bytes}});
  }
  json line = {{"image_path", entry.imagePath},
               {"status", entry.complete ? "complete" : "failed"},
               {"sha256", entry.sha256},
               {"bytes", entry.bytes},
               {"sources", std::move(sources)}};
  if (!entry.reason.empty()) line["reason"] = entry.reason;
  return line;
}

/// Throws json::exception for what is no entry of ours.
LedgerEntry entryOf(const std::string& line) {
  const json value = json::parse(line);
  LedgerEntry entry{.imagePath = value.at("image_path").get<std::string>(),
                    .complete = value.at("status").get<std::string>() == "complete",
                    .sha256 = value.at("sha256").get<std::string>(),
                    .bytes = value.at("bytes").get<std::int64_t>(),
                    .sources = {},
                    .reason = value.value("reason", "")};
  for (const auto& source : value.at("sources")) {
    entry.sources.push_back({source.at("url").get<std::string>(), source.at("sha256").get<std::string>(),
                             source.at("bytes").get<std::int64_t>()});
  }
  return entry;
}

bool sameAddresses(const LedgerEntry& entry, const dataset::PageSources& sources) {
  std::vector<std::string> wanted = {sources.url1};
  if (!sources.url2.empty()) wanted.push_back(sources.url2);
  if (entry.sources.size() != wanted.size()) return false;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (entry.sources[i].url != wanted[i]) return false;
  }
  return true;
}

}  // namespace

DownloadLedger::DownloadLedger(const std::filesystem::path& folder) : folder_(folder) {
  read();
  stream_.open(folder_ / fileName, std::ios::binary | std::ios::app);
  stream_ << std::flush;
  if (!stream_) {
    throw Error(ErrorCode::unreadable, "the list of what is fetched cannot be written; check the folder's permissions",
                (folder_ / fileName).string());
  }
}

void DownloadLedger::read() {
  std::ifstream file(folder_ / fileName, std::ios::binary);
  std::string line;
  bool whole = true;
  while (std::getline(file, line)) {
    whole = !file.eof();
    try {
      LedgerEntry entry = entryOf(line);
      std::string key = entry.imagePath;
      entries_.insert_or_assign(std::move(key), std::move(entry));
    } catch (const json::exception&) {
      continue;  // cut off; see the class's comment
    }
  }
  // The next line must not be glued to one that was cut off.
  if (!whole) std::ofstream(folder_ / fileName, std::ios::binary | std::ios::app) << "\n";
}

bool DownloadLedger::holds(const dataset::DatasetPage& page) const {
  std::string sha;
  std::int64_t bytes = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(page.image_path);
    if (found == entries_.end() || !found->second.complete || !sameAddresses(found->second, page.sources)) return false;
    sha = found->second.sha256, bytes = found->second.bytes;
  }
  const auto path = folder_ / page.image_path;
  std::error_code missing;
  const auto size = std::filesystem::file_size(path, missing);
  return !missing && std::int64_t(size) == bytes && sha256_of_file(path) == sha;
}

void DownloadLedger::add(const LedgerEntry& entry) {
  const std::lock_guard lock(mutex_);
  stream_ << entryJson(entry).dump(-1, ' ', false, json::error_handler_t::replace) + "\n" << std::flush;
  if (!stream_) {
    throw Error(ErrorCode::no_space, "the list of what is fetched cannot be written; free some space",
                (folder_ / fileName).string());
  }
  entries_.insert_or_assign(entry.imagePath, entry);
}

}  // namespace koma::app
