// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/subject_benchmark_request.h"
#include "engine/dataset/ms_bench.h"
#include "engine/eval/bench_scores.h"
#include "engine/eval/score.h"

namespace koma::eval {

/// The scores of a report, in order (engine/eval/README.md says what they mean).
inline constexpr std::array bench_score_names{"CLIP-T", "CLIP-I", "DINO", "M-DINO", "DINO in boxes", "M-DINO in boxes"};

/// One score's values for all samples of a group, each of a total of 1; empty when it was not measured.
using BenchScore = std::vector<Score>;

struct BenchGroup {
  std::string kind;  ///< of combinations, or "all"
  std::size_t samples = 0;
  std::array<BenchScore, bench_score_names.size()> scores;
};

using MeasuredSample = std::pair<dataset::BenchSample, SampleScores>;

/// All samples first, then those of each kind.
[[nodiscard]] std::vector<BenchGroup> bench_groups(std::span<const MeasuredSample> samples);

/// Measures the pictures of the request's samples and writes report.json, report.md, sheet.png (subjects above, picture
/// below) and, as it goes, scores.json into `request.out`. Throws Error(not_found) for the first sample without a
/// picture, Error for what cannot be read, and Stopped when stopped.
void measure_benchmark(const api::SubjectBenchmarkRequest& request,
                       const std::function<void(const std::string&)>& report, const std::stop_token& stop);

}  // namespace koma::eval
