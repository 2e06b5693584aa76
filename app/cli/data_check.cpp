// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "app/cli/data.h"
#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/dataset/mangazero.h"
#include "engine/dataset/statistics.h"

namespace koma::app {

namespace {

using dataset::DatasetPage;
using dataset::PixelBox;

constexpr std::size_t mostProblems = 20;

struct Arguments {
  std::filesystem::path annotations, images;
  bool json = false;
};

/// What is found about the pictures and names, beside what the reader finds in the entries.
struct PictureFindings {
  std::int64_t missing = 0, unreadable = 0, tooSmall = 0, sameName = 0;
  std::vector<std::string> problems;

  void add(std::int64_t& count, const std::string& problem) {
    ++count;
    if (problems.size() < mostProblems) problems.push_back(problem);
  }
  [[nodiscard]] std::int64_t count() const { return missing + unreadable + tooSmall + sameName; }
};

PixelBox around(const PixelBox& a, const PixelBox& b) {
  return {0, 0, std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

/// From the page's corner to the furthest edges of its panels.
PixelBox extent(const DatasetPage& page) {
  PixelBox all;
  for (const auto& frame : page.frames) all = around(all, frame.bbox);
  return all;
}

void checkPicture(const std::filesystem::path& root, const DatasetPage& page, PictureFindings& findings) {
  const auto path = root / page.image_path;
  if (!std::filesystem::exists(path)) return findings.add(findings.missing, path.string() + ": is not there");
  try {
    const PictureSize size = read_picture_size(path);
    const PixelBox needed = extent(page);
    if (needed.right <= size.width + dataset::edge_tolerance &&
        needed.bottom <= size.height + dataset::edge_tolerance) {
      return;
    }
    findings.add(findings.tooSmall, path.string() + ": is " + std::to_string(size.width) + " × " +
                                        std::to_string(size.height) + " pixels, but its panels reach to " +
                                        std::to_string(needed.right) + ", " + std::to_string(needed.bottom));
  } catch (const Error& error) {
    findings.add(findings.unreadable, error.what());
  }
}

struct Cancelled {};

struct Findings {
  dataset::Statistics statistics;
  dataset::ReadReport report;
  PictureFindings pictures;
};

Findings look(const Arguments& arguments, const Context& context) {
  Findings findings;
  std::unordered_set<std::string> names;
  const auto take = [&](const DatasetPage& page, std::int64_t entry) {
    if (context.stop.stop_requested()) throw Cancelled{};
    findings.statistics.add(page);
    if (!names.insert(page.image_path).second) {
      findings.pictures.add(
          findings.pictures.sameName,
          "$[" + std::to_string(entry) + "].image_path: another page is " + "called \"" + page.image_path + "\" too");
    }
    if (!arguments.images.empty()) checkPicture(arguments.images, page, findings.pictures);
  };
  findings.report = dataset::read_pages(
      arguments.annotations, {.strictness = dataset::Strictness::report, .most_problems = mostProblems}, take);
  return findings;
}

std::vector<std::string> problemsOf(const Findings& findings) {
  std::vector<std::string> problems;
  for (const auto& problem : findings.report.problems) {
    problems.push_back("line " + std::to_string(problem.line) + ", " + problem.path + ": " + problem.sentence);
  }
  problems.insert(problems.end(), findings.pictures.problems.begin(), findings.pictures.problems.end());
  return problems;
}

nlohmann::json findingsJson(const Arguments& arguments, const Findings& findings) {
  nlohmann::json object = dataset::to_json(findings.statistics);
  object["entries"] = findings.report.entries;
  object["skipped"] = findings.report.skipped;
  object["cut_boxes"] = findings.report.remarks.cut_boxes;
  object["unknown_keys"] = findings.report.remarks.unknown_keys;
  object["pages_of_same_name"] = findings.pictures.sameName;
  if (!arguments.images.empty()) {
    object["pictures"] = {{"missing", findings.pictures.missing},
                          {"unreadable", findings.pictures.unreadable},
                          {"too_small", findings.pictures.tooSmall}};
  }
  object["problems"] = problemsOf(findings);
  return object;
}

void print(std::ostream& out, const char* name, const dataset::Histogram& histogram) {
  out << name << ":";
  for (const auto& [value, count] : histogram) out << "  " << value << ": " << count;
  out << "\n";
}

void print(const Arguments& arguments, const Findings& findings, std::ostream& out) {
  const auto& counts = findings.statistics;
  out << counts.pages << " pages, " << counts.panels << " panels, " << counts.characters << " characters, "
      << counts.dialogs << " dialogue boxes\n";
  print(out, "panels a page", counts.panels_per_page);
  print(out, "people a page", counts.people_per_page);
  print(out, "characters a panel", counts.characters_per_panel);
  print(out, "dialogue boxes a panel", counts.dialogs_per_panel);
  print(out, "panels by shorter side, from pixels", counts.panel_side);
  out << "faces: " << counts.types[0] << " clean, " << counts.types[1] << " vague, " << counts.types[2]
      << " exaggerated, " << counts.types_missing << " unsaid\n"
      << "characters with a clean face in another panel: " << counts.characters_with_reference << "\n"
      << "panels without a caption: " << counts.panels_without_caption << "\n"
      << "pages without an address: " << counts.pages_without_url << "\n"
      << "boxes cut at the page's edge: " << findings.report.remarks.cut_boxes << "\n";
  for (const auto& [key, count] : findings.report.remarks.unknown_keys) {
    out << "unknown, passed over: " << key << " (" << count << ")\n";
  }
  if (!arguments.images.empty()) {
    out << "pictures: " << findings.pictures.missing << " missing, " << findings.pictures.unreadable << " unreadable, "
        << findings.pictures.tooSmall << " too small\n";
  }
  for (const auto& problem : problemsOf(findings)) out << problem << "\n";
}

void run(const Arguments& arguments, Context& context) {
  if (!arguments.images.empty() && !std::filesystem::is_directory(arguments.images)) {
    throw Error(ErrorCode::not_found, "the folder of pictures is not there; check the path", arguments.images.string());
  }
  Findings findings;
  try {
    findings = look(arguments, context);
  } catch (const Cancelled&) {
    context.err << "komawari-cli: cancelled\n";
    context.exitCode = exitCancelled;
    return;
  }
  if (arguments.json) {
    context.out << findingsJson(arguments, findings).dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
                << "\n";
  } else {
    print(arguments, findings, context.out);
  }
  const std::int64_t wrong = findings.report.skipped + findings.pictures.count();
  if (wrong == 0) return;
  throw Error(ErrorCode::invalid_file,
              std::to_string(wrong) + (wrong == 1 ? " problem was" : " problems were") +
                  " found; correct what is wrong or remove its entry before training",
              arguments.annotations.string());
}

}  // namespace

void addDataCheck(CLI::App& verb, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* check = verb.add_subcommand("check", "Count what annotations hold and name what is wrong with them");
  check->add_option("annotations", arguments->annotations, "A JSON list of pages")->required()->type_name("FILE");
  check->add_option("--images", arguments->images, "Folder of the pictures; they are looked for and measured")
      ->type_name("DIR");
  check->add_flag("--json", arguments->json, "One JSON object on the standard output");
  check->footer("The exit status is 1 when anything is wrong. Up to 20 problems of a kind are named, all are counted.");
  check->callback([arguments, &context] { run(*arguments, context); });
}

}  // namespace koma::app
