// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/seam_suite.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/eval/contact_sheet.h"
#include "engine/eval/generated.h"
#include "engine/eval/report_words.h"
#include "engine/eval/seam_case.h"
#include "engine/eval/seam_score.h"
#include "engine/pipelines/denoise_loop.h"
#include "engine/pipelines/paste_back.h"
#include "engine/pipelines/repaint_pixels.h"

namespace koma::eval {

using nlohmann::json;
using pipelines::PixelRect;

namespace {

/// Whose picture it is.
enum Way : std::size_t { ours, stock, pasted, repaired };
constexpr std::array way_names{"ours", "stock", "stock, pasted", "ours, restored"};

using Seams = std::array<SeamScore, way_names.size()>;
struct Measured {
  std::string kind;
  Seams seams;
};

Image fitted(const Image& picture, const Image& like) {
  return pipelines::scaled(to_grey(picture), like.width(), like.height());
}

void check_kept(const Image& picture, const SeamCase& seam, const Image& changed) {
  cv::Mat different;
  cv::compare(pipelines::view_of(picture), pipelines::view_of(seam.original), different, cv::CMP_NE);
  different &= pipelines::view_of(changed) == 0;
  if (cv::countNonZero(different) == 0) return;
  throw Error(ErrorCode::internal, "a pixel was changed that lies outside of what was to be pasted", seam.kind());
}

struct Drawn {
  Seams seams;
  SheetEntry entry;
};

/// How many of the ways there are.
std::size_t ways_of(const api::SeamBenchmarkRequest& request) {
  return request.restorer.empty() ? std::size_t(repaired) : way_names.size();
}

Drawn drawn(api::Generator& generator, const SeamCase& seam, const api::SeamBenchmarkRequest& wish,
            const std::stop_token& stop) {
  const auto picture_of = [&](api::GenerationRequest request) {
    if (wish.steps > 0) request.steps = wish.steps;
    return generate_finished(generator, request, stop);
  };
  struct Own {
    Image picture;
    SeamScore seam;
  };
  const auto own = [&](const api::GenerationRequest& request) {
    const api::FinishedPicture finished = picture_of(request);
    const Image mine = fitted(finished.image, seam.original), changed = fitted(finished.changed, seam.original);
    check_kept(mine, seam, changed);
    return Own{mine, seam_score(mine, seam.original, changed)};
  };
  const Own matched = own(our_request(seam));
  const Image whole = fitted(picture_of(stock_request(seam)).image, seam.original);
  const PixelRect all{0, 0, seam.original.width(), seam.original.height()};
  const Image laid = pipelines::paste_back(seam.original, whole, all, seam.mask);
  Drawn result;
  result.seams[ours] = matched.seam;
  result.seams[stock] = seam_score(whole, seam.original, seam.mask);
  result.seams[pasted] = seam_score(laid, seam.original, seam.mask);
  result.entry = {{stock_request(seam).init_picture.image, seam.mask}, {laid, whole, matched.picture}, seam.original};
  if (wish.restorer.empty()) return result;
  const Own restored = own(repaired_request(seam, wish.restorer));
  result.seams[repaired] = restored.seam;
  result.entry.pictures.push_back(restored.picture);
  return result;
}

std::vector<Score> values_of(std::span<const Measured> cases, const std::string& kind, std::size_t way,
                             double (*part)(const SeamScore&)) {
  std::vector<Score> values;
  for (const Measured& one : cases) {
    if (kind == "all" || one.kind == kind) values.push_back({part(one.seams[way]), 1});
  }
  return values;
}

double mean_of(const std::vector<Score>& values) {
  Score sum;
  for (const Score& value : values) sum += value;
  return sum.value();
}

struct Part {
  const char* name;
  double (*value)(const SeamScore&);
};
constexpr std::array<Part, 3> parts{{{"seam", [](const SeamScore& score) { return score.sum(); }},
                                     {"step", [](const SeamScore& score) { return score.step; }},
                                     {"gradient", [](const SeamScore& score) { return score.gradient; }}}};

constexpr std::array<Definition, 5> definitions{
    {{"step",
      "how much the tones on the two sides of an edge differ in another way than they did: stretches of 16 pixels of "
      "the "
      "edge of what was changed, mean lightness within 4 pixels inside minus outside, in the picture and in the "
      "original; mean absolute difference of the two, in hundredths of the range from ink to paper"},
     {"gradient",
      "how much steeper the picture is across that edge than 3 to 6 pixels beside it, never below 0, in the same "
      "hundredths"},
     {"seam",
      "step plus gradient; where new and old run into each other, of the beginning, the middle and the end of the ramp "
      "the worst"},
     {"stock, pasted",
      "diffusers' inpainting with the same weights (whole picture, full strength, mask mixed in after each step), its "
      "masked part laid on the original; stock: its picture as it is, in which kept pixels went through the "
      "autoencoder"},
     {"ours, restored",
      "ours once more, with the seam repaired by the restorer after the tones are matched; smaller in: how many of the "
      "cases have a smaller seam then"}}};

json json_of(std::span<const Measured> cases, const std::string& kind, std::size_t count_of_ways) {
  json ways = json::object();
  for (std::size_t way = 0; way < count_of_ways; ++way) {
    for (const Part& part : parts) {
      ways[way_names[way]][part.name] = mean_of(values_of(cases, kind, way, part.value));
    }
  }
  const auto count = values_of(cases, kind, ours, parts[0].value).size();
  return {{"cases", count}, {"ways", std::move(ways)}};
}

/// Cases whose seam the restorer made smaller.
int better(std::span<const Measured> cases, const std::string& kind) {
  return int(std::ranges::count_if(cases, [&](const Measured& one) {
    return (kind == "all" || one.kind == kind) && one.seams[repaired].sum() < one.seams[ours].sum();
  }));
}

/// The table's first two lines.
std::string head_of(std::size_t count_of_ways) {
  std::string names = "| cases | | ours: seam (step + gradient) | stock | stock, pasted |";
  std::string lines = "|---|--:|--:|--:|--:|";
  if (count_of_ways > repaired) names += " ours, restored |", lines += "--:|";
  names += " ours / pasted | ours / stock |";
  lines += "--:|--:|";
  if (count_of_ways > repaired) names += " restored / ours | smaller in |", lines += "--:|--:|";
  return names + "\n" + lines + "\n";
}

std::string row_of(std::span<const Measured> cases, const std::string& kind, std::size_t count_of_ways) {
  std::string row = "| " + kind + " | " + std::to_string(values_of(cases, kind, ours, parts[0].value).size()) + " |";
  std::array<double, way_names.size()> seams{};
  for (std::size_t way = 0; way < count_of_ways; ++way) {
    seams[way] = mean_of(values_of(cases, kind, way, parts[0].value));
    row += " " + rounded(seams[way]) + " (" + rounded(mean_of(values_of(cases, kind, way, parts[1].value))) + " + " +
           rounded(mean_of(values_of(cases, kind, way, parts[2].value))) + ") |";
  }
  const auto share = [&](Way of) { return seams[of] > 0 ? rounded(seams[ours] / seams[of]) : std::string("–"); };
  row += " " + share(pasted) + " | " + share(stock) + " |";
  if (count_of_ways > repaired) {
    row += " " + (seams[ours] > 0 ? rounded(seams[repaired] / seams[ours]) : std::string("–")) + " | " +
           std::to_string(better(cases, kind)) + " |";
  }
  return row + "\n";
}

void write_report(const api::SeamBenchmarkRequest& request, const std::vector<Measured>& cases,
                  const std::vector<SheetEntry>& sheet) {
  std::vector<std::string> kinds{"all"};
  for (const Measured& one : cases) {
    if (std::ranges::find(kinds, one.kind) == kinds.end()) kinds.push_back(one.kind);
  }
  std::ranges::sort(kinds);
  json results = json::object();
  const std::size_t ways = ways_of(request);
  std::string text = head_of(ways);
  for (const std::string& kind : kinds) {
    results[kind] = json_of(cases, kind, ways);
    text += row_of(cases, kind, ways);
  }
  text += "\n" + std::to_string(cases.size()) + " cases, model " + request.model + ", seed " +
          std::to_string(request.seed) + ". Every pixel outside of what was pasted is the original's to the bit.\n" +
          definitions_text(definitions);
  json report = {{"schema", "komawari.seam_benchmark/1"},
                 {"model", request.model},
                 {"cases", cases.size()},
                 {"seed", request.seed},
                 {"results", std::move(results)},
                 {"definitions", definitions_json(definitions)}};
  if (!request.restorer.empty()) report["restorer"] = request.restorer;
  write_atomically(request.out / "report.json", report.dump(1) + "\n");
  write_atomically(request.out / "report.md", text);
  if (!sheet.empty()) write_png(request.out / "sheet.png", contact_sheet(sheet));
}

}  // namespace

void measure_seams(api::Generator& generator, const api::SeamBenchmarkRequest& request,
                   const std::function<void(const std::string&)>& report, const std::stop_token& stop) {
  make_output_folder(request.out);
  std::vector<Measured> measured;
  std::vector<SheetEntry> sheet;
  for (const SeamCase& seam : seam_cases(request.model, request.seed, request.cases)) {
    pipelines::check(stop);
    Drawn one = drawn(generator, seam, request, stop);
    measured.push_back({seam.kind(), one.seams});
    if (int(sheet.size()) < request.sheet) sheet.push_back(std::move(one.entry));
    report("seams: " + std::to_string(measured.size()) + " of " + std::to_string(request.cases));
  }
  write_report(request, measured, sheet);
}

}  // namespace koma::eval
