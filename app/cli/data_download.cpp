// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/cli/data.h"
#include "app/cli/event_writer.h"
#include "app/cli/progress_bar.h"
#include "app/network/page_downloader.h"
#include "engine/base/error.h"
#include "engine/dataset/mangazero.h"

namespace koma::app {

namespace {

using dataset::DatasetPage;

struct Arguments {
  std::filesystem::path annotations;
  DownloadOptions options;
  int timeout = 30;  // seconds
  int megabytes = 64;
  bool yes = false, json = false;
};

constexpr const char* details = R"(Asks only the servers that the annotations name, and only after you have agreed.
Each double page is written as its image_path says, PNG or JPEG by the ending, when both halves are there and are pictures.
What is there and whole is not fetched again: run it again to go on, after Ctrl+C too. komawari-download.jsonl in the folder
of pictures says what was fetched from where. Exit status 1 when a page could not be fetched.)";

std::vector<DatasetPage> goodPages(const Arguments& arguments, Context& context) {
  std::vector<DatasetPage> pages;
  const auto report =
      dataset::read_pages(arguments.annotations, {.strictness = dataset::Strictness::report, .most_problems = 1},
                          [&](DatasetPage page, std::int64_t) { pages.push_back(std::move(page)); });
  if (report.skipped > 0) {
    context.err << "komawari-cli: " << report.skipped << " of " << report.entries
                << " entries are wrong and left out; see komawari-cli data check\n";
  }
  return pages;
}

/// Host → pictures. Throws for an address that is no http or https one.
std::map<std::string, int> hostsOf(const std::vector<DatasetPage>& pages) {
  std::map<std::string, int> hosts;
  for (const auto& page : pages) {
    for (const auto& url : {page.sources.url1, page.sources.url2}) {
      if (url.empty()) continue;
      const auto host = network::parse_address(url);
      if (!host) {
        throw Error(ErrorCode::unsupported,
                    "only http and https addresses without a user's name are fetched; correct it",
                    page.image_path + ": " + url);
      }
      ++hosts[network::to_text(*host)];
    }
  }
  return hosts;
}

/// Says whom it will ask. True when the user agrees.
bool agreed(const Arguments& arguments, const std::map<std::string, int>& hosts, Context& context) {
  context.err << "This asks, " << arguments.options.perSecond << " times a second at most:\n";
  for (const auto& [host, pictures] : hosts) context.err << "  " << host << " for " << pictures << " pictures\n";
  if (arguments.yes) return true;
  if (isatty(STDIN_FILENO) == 0) {
    throw Error(ErrorCode::invalid_argument, "nobody is there to agree; give --yes to do so");
  }
  context.err << "Go on? [y/N] " << std::flush;
  std::string answer;
  return std::getline(std::cin, answer) && (answer == "y" || answer == "Y" || answer == "yes");
}

class Teller {
 public:
  Teller(const Arguments& arguments, const std::vector<DatasetPage>& pages, Context& context)
      : arguments_(arguments),
        pages_(pages),
        context_(context),
        bar_(context.err, context.errIsTerminal && !arguments.json && !context.outIsTerminal) {}

  void tell(const PageOutcome& outcome) {
    ++done_;
    const std::chrono::duration<double> past = std::chrono::steady_clock::now() - start_;
    const std::string& name = pages_[outcome.page].image_path;
    constexpr const char* fates[] = {"fetched", "kept", "without_url", "failed"};
    const char* fate = fates[std::size_t(outcome.fate)];
    if (arguments_.json) {
      nlohmann::json line = eventJson(api::Progress{done_, int(pages_.size()), past.count()});
      line["file"] = (arguments_.options.root / name).string();
      line["fate"] = fate;
      if (!outcome.reason.empty()) line["reason"] = outcome.reason;
      return writeEvent(context_.out, line);
    }
    bar_.clear();
    if (outcome.fate == PageFate::failed) context_.err << "komawari-cli: " << name << ": " << outcome.reason << "\n";
    if (outcome.fate == PageFate::fetched) context_.out << (arguments_.options.root / name).string() << std::endl;
    bar_.show("fetching", done_, int(pages_.size()), past.count());
  }

 private:
  const Arguments& arguments_;
  const std::vector<DatasetPage>& pages_;
  Context& context_;
  ProgressBar bar_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  int done_ = 0;
};

void finish(const Arguments& arguments, const DownloadSummary& summary, Context& context) {
  const bool stopped = context.stop.stop_requested();
  if (arguments.json) {
    writeEvent(context.out, {{"event", stopped ? "cancelled" : "finished"},
                             {"fetched", summary.fetched},
                             {"kept", summary.kept},
                             {"without_url", summary.withoutUrl},
                             {"failed", summary.failed}});
  } else {
    context.err << summary.fetched << " pages fetched, " << summary.kept << " were there, " << summary.withoutUrl
                << " have no address, " << summary.failed << " failed\n";
  }
  if (stopped) {
    context.err << "komawari-cli: cancelled; run it again to go on\n";
    context.exitCode = exitCancelled;
  } else if (summary.failed > 0) {
    context.exitCode = exitFailed;
  }
}

void run(Arguments& arguments, Context& context) {
  arguments.options.limits.timeout = std::chrono::seconds(arguments.timeout);
  arguments.options.limits.mostBytes = std::int64_t(arguments.megabytes) << 20;
  const std::vector<DatasetPage> pages = goodPages(arguments, context);
  checkDistinct(pages);
  const auto hosts = hostsOf(pages);
  if (hosts.empty()) throw Error(ErrorCode::not_found, "no page has an address", arguments.annotations.string());
  if (!agreed(arguments, hosts, context)) {
    context.err << "komawari-cli: nothing was asked for\n";
    context.exitCode = exitCancelled;
    return;
  }
  Teller teller(arguments, pages, context);
  PageDownloader downloader(arguments.options, Clock::real(), network::make_curl_transport);
  const auto summary = downloader.run(
      pages, [&](const PageOutcome& outcome) { teller.tell(outcome); }, context.stop.get_token());
  finish(arguments, summary, context);
}

}  // namespace

void addDataDownload(CLI::App& verb, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  auto& options = arguments->options;
  CLI::App* download = verb.add_subcommand("download", "Fetch the pictures of annotated pages from where they lie");
  download->add_option("annotations", arguments->annotations, "A JSON list of pages")->required()->type_name("FILE");
  download->add_option("--out", options.root, "Folder to write to")->required()->type_name("DIR");
  download->add_option("--rate", options.perSecond, "Requests a second, at most")
      ->check(CLI::Range(0.01, 1000.0))
      ->capture_default_str();
  download->add_option("--jobs", options.jobs, "Pictures at a time")->check(CLI::Range(1, 16))->capture_default_str();
  download->add_option("--retries", options.limits.retries, "Further tries of a picture")
      ->check(CLI::Range(0, 20))
      ->capture_default_str();
  download->add_option("--timeout", arguments->timeout, "Seconds a try may take")
      ->check(CLI::Range(1, 600))
      ->capture_default_str();
  download->add_option("--largest", arguments->megabytes, "MiB a picture may have")
      ->check(CLI::Range(1, 500))
      ->capture_default_str();
  download->add_flag("--yes", arguments->yes, "Agree to asking the servers without being asked");
  download->add_flag("--json", arguments->json, "One event per line on the standard output");
  download->footer(details);
  download->callback([arguments, &context] { run(*arguments, context); });
}

}  // namespace koma::app
