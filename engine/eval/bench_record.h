// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/subject_benchmark_request.h"
#include "engine/dataset/ms_bench.h"
#include "engine/eval/bench_scores.h"

namespace koma::eval {

/// Scores that were measured before, so that a measurement goes on where it was stopped: a JSON file that knows with
/// which encoders, of which subjects and of which pixels each was taken. What does not fit is measured anew, and so is
/// everything when the file is broken.
class BenchRecord {
 public:
  /// Throws Error(unreadable) when encoders or subjects cannot be read.
  BenchRecord(std::filesystem::path file, const api::SubjectBenchmarkRequest& request,
              const std::vector<dataset::BenchCombination>& combinations);

  /// What is known of a picture whose pixels have this SHA-256.
  [[nodiscard]] std::optional<SampleScores> find(const std::string& picture, const std::string& sha256) const;
  void add(const std::string& picture, const std::string& sha256, SampleScores scores);
  /// Throws as AtomicFile does.
  void save() const;

 private:
  struct Entry {
    std::string sha256;
    SampleScores scores;
  };
  void load();

  std::filesystem::path file_;
  std::string measured_by_;  ///< encoders and subjects, by content
  std::map<std::string, Entry> entries_;
};

}  // namespace koma::eval
