// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <vector>

#include "engine/api/job_service.h"
#include "engine/base/error.h"

namespace koma::tests {

/// A journal without a disk. It ends the program when two calls meet, which the job service promises not to do.
class MemoryJournal : public api::JobJournal {
 public:
  explicit MemoryJournal(std::vector<api::Job> jobs = {}) : jobs_(std::move(jobs)) {}

  void write(std::span<const api::Job> jobs) override {
    const Call call(*this);
    ++writes;
    if (full) throw Error(ErrorCode::no_space, "the disk is full");
    const std::lock_guard lock(mutex_);
    jobs_.assign(jobs.begin(), jobs.end());
  }
  std::vector<api::Job> read() override {
    const Call call(*this);
    return jobs();
  }
  std::vector<manga::Take> keep(const api::Job& job, const api::Finished& finished) override {
    const Call call(*this);
    if (full) throw Error(ErrorCode::no_space, "the disk is full");
    const std::lock_guard lock(mutex_);
    std::erase_if(jobs_, [&](const api::Job& other) { return other.id == job.id; });
    std::vector<manga::Take> takes;
    for (std::size_t i = 0; i < finished.pictures.size(); ++i) {
      takes.push_back({.id = job.spec.takes.at(i), .picture = "kept", .recipe = {}, .created = {}, .unknown = {}});
    }
    kept_.push_back(job.id);
    return takes;
  }

  /// What a restart would find.
  [[nodiscard]] std::vector<api::Job> jobs() const {
    const std::lock_guard lock(mutex_);
    return jobs_;
  }
  [[nodiscard]] std::vector<api::JobId> kept() const {
    const std::lock_guard lock(mutex_);
    return kept_;
  }

  std::atomic<bool> full = false;
  std::atomic<int> writes = 0;

 private:
  struct Call {
    explicit Call(MemoryJournal& journal) : journal(journal) {
      if (journal.busy_.exchange(true)) std::terminate();
    }
    ~Call() { journal.busy_ = false; }
    MemoryJournal& journal;
  };

  mutable std::mutex mutex_;
  std::vector<api::Job> jobs_;
  std::vector<api::JobId> kept_;
  std::atomic<bool> busy_ = false;
};

}  // namespace koma::tests
