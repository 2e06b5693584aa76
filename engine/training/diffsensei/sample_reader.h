// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <future>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/training/diffsensei/batch_plan.h"
#include "engine/training/drawing_threads.h"

namespace koma::training {

/// Files of a data set that could not be read so far.
struct UnreadFiles {
  std::size_t count = 0;
  std::string first_problem;
};

/// Reads the rows of planned batches on threads, one batch ahead. What cannot be read is passed over: the next item
/// that can stands in, so that a batch stays whole.
template <class Row>
class SampleReader {
 public:
  struct Source {
    std::vector<std::size_t> files;  ///< per item the file that it needs; several may share one
    /// Throws Error for an item that cannot be read; called by several threads.
    std::function<Row(std::size_t item, const Bucket& bucket, std::uint64_t seed)> read;
    std::string place;  ///< of the pictures, for errors
    int threads = 1;
  };
  SampleReader(Source source, BatchPlan plan) : source_(std::move(source)), plan_(std::move(plan)) {}
  SampleReader(const SampleReader&) = delete;
  SampleReader& operator=(const SampleReader&) = delete;

  /// Batch number `index`; a second thread reads the next one meanwhile. Throws Error(unreadable) when no item at all
  /// can be read.
  [[nodiscard]] std::vector<Row> batch(std::int64_t index) {
    std::vector<Row> result = ahead_index_ == index ? ahead_.get() : read_batch(index);
    ahead_index_ = index + 1;
    ahead_ = std::async(std::launch::async, [this, index] { return read_batch(index + 1); });
    return result;
  }
  [[nodiscard]] UnreadFiles unread() const {
    const std::lock_guard lock(mutex_);
    return {broken_.size(), first_problem_};
  }

 private:
  [[nodiscard]] std::vector<Row> read_batch(std::int64_t index) {
    const PlannedBatch planned = plan_.batch(index);
    std::vector<Row> rows(planned.panels.size());
    draw_on_threads(source_.threads, std::int64_t(rows.size()), [&](std::int64_t row) {
      const auto i = std::size_t(row);
      rows[i] = read_row(planned.panels[i], planned.bucket, planned.seeds[i]);
    });
    return rows;
  }
  [[nodiscard]] Row read_row(std::size_t first, const Bucket& bucket, std::uint64_t seed) {
    const std::size_t count = source_.files.size();
    for (std::size_t step = 0; step < count; ++step) {
      const std::size_t item = (first + step) % count;
      if (is_broken(source_.files[item])) continue;
      try {
        return source_.read(item, bucket, seed);
      } catch (const Error& error) {
        note_broken(source_.files[item], error.what());
      }
    }
    throw Error(ErrorCode::unreadable, "none of the pictures can be read (" + unread().first_problem + ")",
                source_.place);
  }
  [[nodiscard]] bool is_broken(std::size_t file) const {
    const std::lock_guard lock(mutex_);
    return broken_.contains(file);
  }
  void note_broken(std::size_t file, const std::string& sentence) {
    const std::lock_guard lock(mutex_);
    if (broken_.insert(file).second && first_problem_.empty()) first_problem_ = sentence;
  }

  Source source_;
  BatchPlan plan_;
  mutable std::mutex mutex_;
  std::set<std::size_t> broken_;  ///< files
  std::string first_problem_;
  std::int64_t ahead_index_ = -1;
  std::future<std::vector<Row>> ahead_;  ///< last: its end is waited for before the others go
};

}  // namespace koma::training
