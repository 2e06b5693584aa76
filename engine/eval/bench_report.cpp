// SPDX-License-Identifier: Apache-2.0
#include "engine/eval/bench_report.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/base/atomic_file.h"
#include "engine/base/error.h"
#include "engine/base/output_folder.h"
#include "engine/base/picture_file.h"
#include "engine/base/sha256.h"
#include "engine/eval/bench_record.h"
#include "engine/eval/bootstrap.h"
#include "engine/eval/contact_sheet.h"
#include "engine/eval/definitions.h"
#include "engine/eval/report_words.h"
#include "engine/pipelines/denoise_loop.h"

namespace koma::eval {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr std::size_t save_every = 100;  // samples between two savings of what is known

void add(BenchGroup& group, const SampleScores& scores) {
  ++group.samples;
  if (scores.clip_text) {
    group.scores[0].push_back({*scores.clip_text, 1});
    group.scores[1].push_back({mean_likeness(scores.clip), 1});
  }
  if (!scores.dino.empty()) {
    group.scores[2].push_back({mean_likeness(scores.dino), 1});
    group.scores[3].push_back({joint_likeness(scores.dino), 1});
    group.scores[4].push_back({mean_likeness(scores.dino_boxes), 1});
    group.scores[5].push_back({joint_likeness(scores.dino_boxes), 1});
  }
}

double mean_of(const BenchScore& score) {
  Score all;
  for (const Score& one : score) all += one;
  return all.value();
}

const char* wanted_for(std::size_t score) {
  return score < 2 ? "give --clip FOLDER" : "give --dino FOLDER";
}

json json_of(const BenchGroup& group, std::uint64_t seed) {
  json scores = json::object();
  for (std::size_t i = 0; i < group.scores.size(); ++i) {
    const BenchScore& score = group.scores[i];
    if (score.empty()) {
      scores[bench_score_names[i]] = {{"not_measured", wanted_for(i)}};
      continue;
    }
    const Score::Interval interval = bootstrap_interval(score, seed);
    scores[bench_score_names[i]] = {{"value", mean_of(score)}, {"low", interval.low}, {"high", interval.high}};
  }
  return {{"samples", group.samples}, {"scores", std::move(scores)}};
}

std::string row_of(const BenchGroup& group, std::uint64_t seed) {
  std::string row = "| " + group.kind + " | " + std::to_string(group.samples) + " |";
  for (const BenchScore& score : group.scores) {
    row += score.empty() ? " – |"
                         : " " + rounded(mean_of(score), 3) + " (" + range(bootstrap_interval(score, seed)) + ") |";
  }
  return row + "\n";
}

/// What is measured, of how much of the benchmark.
std::string extent(const api::SubjectBenchmarkRequest& request,
                   const std::vector<dataset::BenchCombination>& combinations, std::size_t samples) {
  const std::size_t all = dataset::samples_of(combinations).size();
  std::string text = std::to_string(samples) + " of " + std::to_string(all) + " samples of " +
                     std::to_string(combinations.size()) + " combinations";
  if (request.every > 1) text += " (each " + std::to_string(request.every) + "th)";
  const bool whole = all == dataset::published_samples && combinations.size() == dataset::published_combinations;
  return text + (whole ? ", as many as MS-Bench has" : "; MS-Bench has 4488 of 1148, so these are other pictures");
}

std::string text_of(const api::SubjectBenchmarkRequest& request, const std::vector<BenchGroup>& groups,
                    const std::string& extent) {
  std::string text = "| combinations | samples |", line = "|---|--:|";
  for (const char* name : bench_score_names) text += " " + std::string(name) + " (95 %) |", line += "--:|";
  text += "\n" + line + "\n";
  for (const BenchGroup& group : groups) text += row_of(group, request.seed);
  for (const std::size_t score : {0u, 2u}) {
    if (groups.front().scores[score].empty()) {
      text += "\n" + std::string(score == 0 ? "CLIP-T, CLIP-I" : "DINO, M-DINO") +
              " not measured: " + wanted_for(score) + ".";
    }
  }
  return text + "\n" + extent + ".\n" + definitions_text(benchmark_definitions);
}

Image sheet_of(const api::SubjectBenchmarkRequest& request, std::span<const dataset::BenchSample> samples) {
  std::vector<SheetEntry> entries;
  for (const auto& sample : samples.first(std::min(samples.size(), std::size_t(request.sheet)))) {
    SheetEntry entry{{}, {to_grey(read_picture(request.pictures / sample.picture()))}, {}};
    for (const auto& subject : sample.combination->subjects) {
      entry.references.push_back(to_grey(read_picture(subject.picture)));
    }
    entries.push_back(std::move(entry));
  }
  return contact_sheet(entries);
}

void check_pictures(const fs::path& folder, std::span<const dataset::BenchSample> samples) {
  for (const auto& sample : samples) {
    if (fs::exists(folder / sample.picture())) continue;
    throw Error(ErrorCode::not_found, "there is no picture for this sample; draw it with --model, or give all pictures",
                (folder / sample.picture()).string());
  }
}

std::vector<MeasuredSample> measured(const api::SubjectBenchmarkRequest& request, BenchRecord& record,
                                     std::span<const dataset::BenchSample> samples,
                                     const std::function<void(const std::string&)>& report,
                                     const std::stop_token& stop) {
  BenchEyes eyes(request.clip, request.dino);
  std::vector<MeasuredSample> all;
  std::size_t fresh = 0;
  for (const auto& sample : samples) {
    if (stop.stop_requested()) record.save();
    pipelines::check(stop);
    const fs::path file = request.pictures / sample.picture();
    const std::string hash = sha256_of_file(file);
    std::optional<SampleScores> scores = record.find(sample.picture(), hash);
    if (!scores) {
      scores = eyes.look_at(read_picture(file), sample);
      record.add(sample.picture(), hash, *scores);
      if (++fresh % save_every == 0) record.save();
    }
    all.emplace_back(sample, *scores);
    if (all.size() % 50 == 0 || all.size() == samples.size()) {
      report("measuring: " + std::to_string(all.size()) + " of " + std::to_string(samples.size()));
    }
  }
  record.save();
  return all;
}

}  // namespace

std::vector<BenchGroup> bench_groups(std::span<const MeasuredSample> samples) {
  std::vector<BenchGroup> groups{{"all", 0, {}}};
  for (const auto& [sample, scores] : samples) {
    const std::string& kind = sample.combination->kind;
    if (groups.back().kind != kind) groups.push_back({kind, 0, {}});
    add(groups.front(), scores);
    add(groups.back(), scores);
  }
  return groups;
}

void measure_benchmark(const api::SubjectBenchmarkRequest& request,
                       const std::function<void(const std::string&)>& report, const std::stop_token& stop) {
  const c10::InferenceMode inference;
  const auto combinations = dataset::read_ms_bench(request.data);
  const auto samples = dataset::samples_of(combinations, std::size_t(request.every));
  make_output_folder(request.out);
  check_pictures(request.pictures, samples);
  BenchRecord record(request.out / "scores.json", request, combinations);
  const std::vector<BenchGroup> groups = bench_groups(measured(request, record, samples, report, stop));
  json kinds = json::object();
  for (const BenchGroup& group : groups) kinds[group.kind] = json_of(group, request.seed);
  const std::string how_many = extent(request, combinations, samples.size());
  const json whole = {{"schema", "komawari.subject_benchmark/1"},
                      {"data", request.data.string()},
                      {"pictures", request.pictures.string()},
                      {"encoders", {{"clip", request.clip.string()}, {"dino", request.dino.string()}}},
                      {"combinations", combinations.size()},
                      {"samples", samples.size()},
                      {"every", request.every},
                      {"extent", how_many},
                      {"seed", request.seed},
                      {"resamples", resamples},
                      {"results", std::move(kinds)},
                      {"definitions", definitions_json(benchmark_definitions)}};
  write_atomically(request.out / "report.json", whole.dump(1) + "\n");
  write_atomically(request.out / "report.md", text_of(request, groups, how_many));
  if (request.sheet > 0) write_png(request.out / "sheet.png", sheet_of(request, samples));
}

}  // namespace koma::eval
