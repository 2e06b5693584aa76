// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "engine/api/job_service.h"

namespace koma::tests {

/// Listens to a job service and remembers each job's events as letters: S started, P progress, F finished, X failed,
/// C cancelled.
class JobRecorder {
 public:
  explicit JobRecorder(api::JobService& service)
      : subscription_(service.subscribe({.event = [this](const api::JobEvent& event) { hear(event); },
                                         .queue_changed = [this] { ++queueChanges; },
                                         .preview_arrived = [this](api::JobId) { ++previews; }})) {}

  /// Waits for the job's last event.
  api::JobEvent last(api::JobId job) {
    std::unique_lock lock(mutex_);
    heard_.wait(lock, [&] { return last_.contains(job); });
    return last_.at(job);
  }
  void waitForStart(api::JobId job) {
    std::unique_lock lock(mutex_);
    heard_.wait(lock, [&] { return letters_[job].find('S') != std::string::npos; });
  }
  [[nodiscard]] std::string letters(api::JobId job) {
    const std::lock_guard lock(mutex_);
    return letters_[job];
  }
  /// Jobs in the order of their last events.
  [[nodiscard]] std::vector<api::JobId> ended() {
    const std::lock_guard lock(mutex_);
    return ended_;
  }

  std::atomic<int> queueChanges = 0, previews = 0;

 private:
  void hear(const api::JobEvent& event) {
    const std::lock_guard lock(mutex_);
    letters_[event.job] += "SPFXC"[event.event.index()];
    if (event.event.index() > 1) {
      last_[event.job] = event;
      ended_.push_back(event.job);
    }
    heard_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable heard_;
  std::map<api::JobId, std::string> letters_;
  std::map<api::JobId, api::JobEvent> last_;
  std::vector<api::JobId> ended_;
  api::Subscription subscription_;  // last: it ends first
};

}  // namespace koma::tests
