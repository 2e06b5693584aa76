// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "app/service/job_listeners.h"
#include "app/service/job_queue.h"
#include "app/service/worker.h"
#include "engine/api/generator.h"
#include "engine/api/job_service.h"

namespace koma::app {

/// Makes the engine; called on the thread that will use and destroy it, when the first job needs it. May throw: the job
/// then fails with the exception's sentence, and the next job tries again.
using GeneratorFactory = std::function<std::unique_ptr<api::Generator>()>;

/// The job service with threads of its own: one computes, one writes the journal, one tells the listeners. So neither
/// a slow disk nor a slow listener holds up the engine, and no caller waits for any of them.
///
/// `mutex_` guards what is waiting and running and is never held while the engine, the disk or a listener works.
/// `journalMutex_` makes the calls of the journal take turns and comes first: a job that was just kept must not be
/// written down as unfinished by a snapshot from before.
class ThreadedJobService : public api::JobService {
 public:
  explicit ThreadedJobService(GeneratorFactory factory);
  /// As attach(nullptr); events that were announced are still told.
  ~ThreadedJobService() override;

  void attach(std::shared_ptr<api::JobJournal> journal) override;
  api::JobId submit(api::JobSpec spec, api::Placement placement) override;
  void cancel(api::JobId job) override;
  void cancel_all() override;
  void move(api::JobId job, std::size_t place) override;
  void set_lane(api::JobId job, api::Lane lane) override;
  [[nodiscard]] std::vector<api::Job> jobs() const override;
  [[nodiscard]] std::optional<Image> take_preview(api::JobId job) override;
  void want_preview() override;
  void set_preview_quality(api::PreviewQuality quality) override;
  [[nodiscard]] api::Subscription subscribe(api::JobListener listener) override;

 private:
  using Clock = std::chrono::steady_clock;
  enum class Interruption { none, steppingBack, closing, cancelled };  ///< a later one replaces an earlier one
  struct Running {
    api::Job job;
    std::stop_source stop;
    Interruption interruption = Interruption::none;
    Clock::time_point since = Clock::now();
  };
  /// Pictures that the disk did not take: the same job need not draw them again.
  struct Unkept {
    api::JobSpec spec;
    api::Finished finished;
  };

  // On the compute thread.
  void drawAll();
  bool drawNext();
  [[nodiscard]] api::GenerationEvent draw(const api::JobSpec& spec, const std::stop_token& stop);
  void runEngine(const api::JobSpec& spec, const std::stop_token& stop, std::optional<api::GenerationEvent>& last);
  void hear(const api::GenerationEvent& event);
  void finish(const api::Job& job, api::Finished finished);
  void end(const api::Job& job, api::GenerationEvent event, std::vector<manga::Take> takes = {});
  [[nodiscard]] bool stepBack();
  // On any thread.
  void close();
  void takeUp(const std::shared_ptr<api::JobJournal>& journal);
  void writeJournal();
  // With `mutex_` held.
  void interrupt(Interruption reason);
  void makeWay();
  void changed();
  void announce(const api::Job& job, api::GenerationEvent event, std::vector<manga::Take> takes = {});
  void announceCancelled(const std::vector<api::Job>& jobs);

  GeneratorFactory factory_;
  std::unique_ptr<api::Generator> generator_;  ///< the compute thread's
  std::optional<Unkept> unkept_;               ///< the compute thread's
  api::PreviewSlot previews_;

  std::mutex attaching_;     ///< one attach() after the other
  std::mutex journalMutex_;  ///< calls of the journal
  mutable std::mutex mutex_;
  std::condition_variable rested_;  ///< nothing runs any more
  std::shared_ptr<api::JobJournal> journal_;
  bool open_ = false;  ///< jobs may be submitted and begun
  JobQueue queue_;
  std::optional<Running> running_;
  std::uint64_t lastId_ = 0;
  bool unwritten_ = false;  ///< the journal does not say yet what is unfinished

  JobListeners listeners_;
  Worker scribe_;
  Worker compute_;  // last: it uses everything above
};

}  // namespace koma::app
