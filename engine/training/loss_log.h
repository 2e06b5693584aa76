// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "engine/base/image.h"

namespace koma::training {

/// A run's numbers: one CSV row per report, appended at once so that a crash loses nothing, and a curve as a picture.
class LossLog {
 public:
  struct Row {
    std::int64_t step = 0;
    std::int64_t samples = 0;
    double seconds = 0;
    double rate = 0;
    double loss = 0;
    /// Validation losses by the names given to the constructor; empty where none was made.
    std::vector<double> validation;
  };

  /// Continues a file of the same columns; rows after `from_step` (of a run that was cut off) are dropped.
  /// Throws Error(unreadable | invalid_file).
  LossLog(std::filesystem::path csv, std::vector<std::string> validation_names, std::int64_t from_step = 0);

  void add(const Row& row);
  [[nodiscard]] const std::vector<Row>& rows() const noexcept { return rows_; }
  /// Loss and validation over samples, both axes logarithmic, 720×420 RGB.
  [[nodiscard]] Image curve() const;

 private:
  void read(std::int64_t from_step);
  [[nodiscard]] std::string line(const Row& row) const;

  std::filesystem::path path_;
  std::vector<std::string> names_;
  std::vector<Row> rows_;
};

}  // namespace koma::training
