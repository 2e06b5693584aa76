// SPDX-License-Identifier: Apache-2.0
#include "app/service/threaded_job_service.h"

#include <algorithm>
#include <utility>

#include "engine/base/error.h"

namespace koma::app {

ThreadedJobService::ThreadedJobService(GeneratorFactory factory)
    : factory_(std::move(factory)),
      previews_([this] {
        const std::lock_guard lock(mutex_);
        if (running_) listeners_.announcePreview(running_->job.id);
      }),
      compute_({.initialise = {}, .idle = {}, .finalise = [this] { generator_.reset(); }}) {}

ThreadedJobService::~ThreadedJobService() {
  close();
}

void ThreadedJobService::attach(std::shared_ptr<api::JobJournal> journal) {
  const std::lock_guard one(attaching_);
  close();
  if (journal) takeUp(journal);
}

void ThreadedJobService::close() {
  {
    std::unique_lock lock(mutex_);
    if (!journal_) return;
    open_ = false;
    if (running_) interrupt(Interruption::closing);
    rested_.wait(lock, [this] { return !running_; });
  }
  writeJournal();
  compute_.post([this] { unkept_.reset(); });
  const std::lock_guard turn(journalMutex_);
  const std::lock_guard lock(mutex_);
  journal_.reset();
  queue_ = {};
  listeners_.announceQueue();
}

void ThreadedJobService::takeUp(const std::shared_ptr<api::JobJournal>& journal) {
  std::vector<api::Job> jobs = journal->read();
  bool renumbered = false;
  {
    const std::lock_guard lock(mutex_);
    const std::uint64_t given = lastId_;
    for (const api::Job& job : jobs) lastId_ = std::max(lastId_, job.id.value);
    for (api::Job& job : jobs) {
      if (job.id.value > given) continue;
      job.id = {++lastId_};  // another project's job had this number, and listeners may remember it
      renumbered = true;
    }
  }
  if (renumbered) journal->write(jobs);
  const std::lock_guard lock(mutex_);
  queue_ = JobQueue(jobs);
  journal_ = journal;
  open_ = true;
  unwritten_ = false;
  listeners_.announceQueue();
  compute_.post([this] { drawAll(); });
}

api::JobId ThreadedJobService::submit(api::JobSpec spec, api::Placement placement) {
  const std::lock_guard lock(mutex_);
  const api::Job job{.id = {++lastId_}, .spec = std::move(spec)};
  if (!open_) {
    announce(job, api::Failed{ErrorCode::not_found, "no project is open; open one and draw again"});
    return job.id;
  }
  const std::vector<api::Job> replaced = queue_.put(job, placement);
  const bool replacesRunning =
      placement == api::Placement::replace && running_ && job.spec.panel && running_->job.spec.panel == job.spec.panel;
  if (replacesRunning && running_->interruption != Interruption::cancelled) {
    interrupt(Interruption::cancelled);
    if (replaced.empty()) queue_.move(job.id, 0);
  }
  announceCancelled(replaced);
  makeWay();
  changed();
  compute_.post([this] { drawAll(); });
  return job.id;
}

void ThreadedJobService::cancel(api::JobId id) {
  const std::lock_guard lock(mutex_);
  if (running_ && running_->job.id == id) {
    interrupt(Interruption::cancelled);
  } else if (const auto job = queue_.remove(id)) {
    announceCancelled({*job});
  } else {
    return;
  }
  changed();
}

void ThreadedJobService::cancel_all() {
  const std::lock_guard lock(mutex_);
  if (running_) interrupt(Interruption::cancelled);
  announceCancelled(queue_.clear());
  changed();
}

void ThreadedJobService::move(api::JobId id, std::size_t place) {
  const std::lock_guard lock(mutex_);
  if (queue_.move(id, place)) changed();
}

void ThreadedJobService::set_lane(api::JobId id, api::Lane lane) {
  const std::lock_guard lock(mutex_);
  if (running_ && running_->job.id == id && running_->job.spec.lane != lane) {
    running_->job.spec.lane = lane;
  } else if (!queue_.setLane(id, lane)) {
    return;
  }
  makeWay();
  changed();
}

std::vector<api::Job> ThreadedJobService::jobs() const {
  const std::lock_guard lock(mutex_);
  std::vector<api::Job> all = queue_.jobs();
  if (running_) {
    all.insert(all.begin(), running_->job);
    all.front().seconds = std::chrono::duration<double>(Clock::now() - running_->since).count();
  }
  return all;
}

std::optional<Image> ThreadedJobService::take_preview(api::JobId job) {
  const std::lock_guard lock(mutex_);
  if (!running_ || running_->job.id != job) return {};
  return previews_.take();
}

void ThreadedJobService::want_preview() {
  previews_.want();
}

void ThreadedJobService::set_preview_quality(api::PreviewQuality quality) {
  previews_.set_quality(quality);
}

api::Subscription ThreadedJobService::subscribe(api::JobListener listener) {
  return listeners_.add(std::move(listener));
}

void ThreadedJobService::interrupt(Interruption reason) {
  running_->interruption = std::max(running_->interruption, reason);
  running_->stop.request_stop();
}

void ThreadedJobService::makeWay() {
  if (running_ && running_->job.spec.lane == api::Lane::background && queue_.hasInteractive()) {
    interrupt(Interruption::steppingBack);
  }
}

void ThreadedJobService::changed() {
  unwritten_ = true;
  listeners_.announceQueue();
  scribe_.post([this] { writeJournal(); });
}

void ThreadedJobService::announce(const api::Job& job, api::GenerationEvent event, std::vector<manga::Take> takes) {
  listeners_.announce({job.id, job.spec.panel, std::move(event), std::move(takes)});
}

void ThreadedJobService::announceCancelled(const std::vector<api::Job>& jobs) {
  for (const api::Job& job : jobs) announce(job, api::Cancelled{});
}

void ThreadedJobService::writeJournal() {
  const std::lock_guard turn(journalMutex_);
  std::shared_ptr<api::JobJournal> journal;
  std::vector<api::Job> unfinished;
  {
    const std::lock_guard lock(mutex_);
    if (!journal_ || !std::exchange(unwritten_, false)) return;
    journal = journal_;
    unfinished = queue_.jobs();
    // Whom the author has cancelled must not come back after a crash, even before the engine has noticed.
    if (running_ && running_->interruption != Interruption::cancelled) {
      unfinished.insert(unfinished.begin(), running_->job);
    }
  }
  try {
    journal->write(unfinished);
  } catch (const std::exception&) {
    // The queue goes on without its journal, and the next change tries again; the autosave, which writes to the same
    // place, tells the author that the disk is full.
    const std::lock_guard lock(mutex_);
    unwritten_ = true;
  }
}

}  // namespace koma::app
