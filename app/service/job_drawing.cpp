// SPDX-License-Identifier: Apache-2.0
// What the job service does on its compute thread.
#include <utility>

#include "app/service/failure.h"
#include "app/service/threaded_job_service.h"
#include "engine/base/error.h"

namespace koma::app {

namespace {

bool endsJob(const api::GenerationEvent& event) {
  return !std::holds_alternative<api::Started>(event) && !std::holds_alternative<api::Progress>(event);
}

bool sameDrawing(const api::JobSpec& a, const api::JobSpec& b) {
  return a.panel == b.panel && a.takes == b.takes && a.request == b.request;
}

/// What became of pictures that were drawn and could not be stored.
api::Failed keepingFailureOf() {
  api::Failed failed = failureOf("the disk failed", "look after it");
  failed.text = "the picture was drawn but could not be stored (" + failed.text + "); " +
                (failed.code == ErrorCode::no_space ? "free some space on the disk and" : "mend this and") +
                " retry: it is not drawn twice";
  return failed;
}

}  // namespace

void ThreadedJobService::drawAll() {
  while (drawNext()) {
  }
}

bool ThreadedJobService::drawNext() {
  api::Job job;
  std::stop_token stop;
  {
    const std::lock_guard lock(mutex_);
    auto next = open_ ? queue_.take() : std::nullopt;
    if (!next) return false;
    next->state = api::JobState::running;
    job = *next;
    running_.emplace(Running{.job = std::move(*next), .stop = {}});
    stop = running_->stop.get_token();
    // Nobody has seen the last job's picture, so whoever waited for it still waits.
    if (previews_.take()) previews_.want();
    announce(job, api::Started{});
    listeners_.announceQueue();
  }
  api::GenerationEvent last = draw(job.spec, stop);
  if (auto* finished = std::get_if<api::Finished>(&last)) {
    finish(job, std::move(*finished));
  } else if (!std::holds_alternative<api::Cancelled>(last) || !stepBack()) {
    end(job, std::move(last));
  }
  return true;
}

api::GenerationEvent ThreadedJobService::draw(const api::JobSpec& spec, const std::stop_token& stop) {
  if (stop.stop_requested()) return api::Cancelled{};
  if (unkept_ && sameDrawing(unkept_->spec, spec)) return std::exchange(unkept_, std::nullopt)->finished;
  std::optional<api::GenerationEvent> last;
  try {
    runEngine(spec, stop, last);
  } catch (...) {
    generator_.reset();  // whatever state it is in, the next job does not get it
    if (!last) last = failureOf("the engine failed", "draw the panel again");
  }
  if (!last) last = api::Failed{ErrorCode::internal, "the engine stopped without a result; draw the panel again"};
  return std::move(*last);
}

void ThreadedJobService::runEngine(const api::JobSpec& spec, const std::stop_token& stop,
                                   std::optional<api::GenerationEvent>& last) {
  if (!generator_) generator_ = factory_();
  if (!generator_) throw Error(ErrorCode::internal, "there is no engine to draw with; start the program again");
  const auto sink = [&](const api::GenerationEvent& event) {
    if (last) return;
    if (endsJob(event)) {
      last = event;
    } else {
      hear(event);
    }
  };
  generator_->run(spec.request, sink, previews_, stop);
}

void ThreadedJobService::hear(const api::GenerationEvent& event) {
  const auto* progress = std::get_if<api::Progress>(&event);
  if (!progress) return;  // that it has started was told before the engine was even built
  const std::lock_guard lock(mutex_);
  running_->job.step = progress->step;
  running_->job.steps = progress->steps;
  announce(running_->job, event);
}

void ThreadedJobService::finish(const api::Job& job, api::Finished finished) {
  // Until the job is no longer among the unfinished ones: a snapshot in between would bring it back.
  const std::lock_guard turn(journalMutex_);
  std::vector<manga::Take> takes;
  try {
    takes = journal_->keep(job, finished);
  } catch (...) {
    api::Failed failed = keepingFailureOf();
    unkept_ = Unkept{job.spec, std::move(finished)};
    return end(job, std::move(failed));
  }
  end(job, std::move(finished), std::move(takes));
}

void ThreadedJobService::end(const api::Job& job, api::GenerationEvent event, std::vector<manga::Take> takes) {
  const std::lock_guard lock(mutex_);
  running_.reset();
  announce(job, std::move(event), std::move(takes));
  changed();
  rested_.notify_all();
}

bool ThreadedJobService::stepBack() {
  const std::lock_guard lock(mutex_);
  if (running_->interruption != Interruption::steppingBack && running_->interruption != Interruption::closing) {
    return false;
  }
  api::Job job = std::move(running_->job);
  job.state = api::JobState::waiting;
  job.step = job.steps = 0;
  running_.reset();
  queue_.putBack(std::move(job));
  changed();
  rested_.notify_all();
  return true;
}

}  // namespace koma::app
