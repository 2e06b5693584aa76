// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/api/job.h"
#include "engine/api/model_catalog.h"
#include "engine/api/preview_slot.h"
#include "engine/api/subscription.h"

namespace koma::api {

/// Where jobs and their pictures outlive the program; the open project's. The service calls it from several threads,
/// never two calls at a time, and only `attach` waits for it.
class JobJournal {
 public:
  virtual ~JobJournal() = default;
  /// The jobs that have not ended, in their order; durable on return. Throws Error(no_space | unreadable).
  virtual void write(std::span<const Job> jobs) = 0;
  /// The jobs that the last session left, in their order.
  virtual std::vector<Job> read() = 0;
  /// Makes the pictures of a finished job durable in the project, one per take that the job has reserved, and in the
  /// same transaction forgets the job. Throws Error(no_space | unreadable).
  virtual std::vector<manga::Take> keep(const Job& job, const Finished& finished) = 0;
};

/// What a listener hears, on one thread of the service, in the order in which it happened. Return soon: nobody hears
/// anything meanwhile. Of the service, all but `attach` and the destructor may be called from inside.
struct JobListener {
  std::function<void(const JobEvent&)> event;
  std::function<void()> queue_changed;         ///< order, lanes, members or what runs changed; ask jobs()
  std::function<void(JobId)> preview_arrived;  ///< ask take_preview()
};

/// Many jobs, drawn one after the other by a thread that the service owns, together with the engine, which is built,
/// used and destroyed on it. Everything here may be called from any thread and returns at once.
class JobService {
 public:
  virtual ~JobService() = default;

  /// Opens for a project: takes up the jobs its journal holds. Null closes: the running job stops without a last event
  /// and stays in the journal with the waiting ones. Returns when the old journal is no longer in use, which may take
  /// as long as the running job's step: the only call here that waits. Throws what `JobJournal::read` throws; the
  /// service is closed then.
  virtual void attach(std::shared_ptr<JobJournal> journal) = 0;

  /// While no project is attached, the job fails at once.
  virtual JobId submit(JobSpec spec, Placement placement) = 0;
  /// A waiting job ends at once, a running one at the next step, unless it is finished by then: its pictures are kept.
  /// Nothing happens when it has ended already.
  virtual void cancel(JobId job) = 0;
  virtual void cancel_all() = 0;
  /// To a place among the waiting jobs of its lane, 0 is next.
  virtual void move(JobId job, std::size_t place) = 0;
  virtual void set_lane(JobId job, Lane lane) = 0;
  /// Running first, then interactive, then background.
  [[nodiscard]] virtual std::vector<Job> jobs() const = 0;

  /// The newest preview of the running job, if it is this one and there is one; taking it asks for no other.
  [[nodiscard]] virtual std::optional<Image> take_preview(JobId job) = 0;
  /// Asks for one more preview: call it at first, and then when the last one is on the screen. The wish stands until a
  /// preview arrives, of this job or a later one; a preview that nobody took before its job ended does not count.
  virtual void want_preview() = 0;
  /// Of all previews from now on, also of the picture that is being drawn.
  virtual void set_preview_quality(PreviewQuality quality) = 0;

  [[nodiscard]] virtual Subscription subscribe(JobListener listener) = 0;
};

}  // namespace koma::api
