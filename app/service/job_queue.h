// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

#include "engine/api/job.h"

namespace koma::app {

/// The waiting jobs in the order in which they will be drawn: a lane of interactive ones, then a lane of background
/// ones. A value, owned and locked by the job service.
class JobQueue {
 public:
  JobQueue() = default;
  /// Each job joins the end of its lane.
  explicit JobQueue(const std::vector<api::Job>& jobs);

  /// Returns the jobs that `replace` removed: all of the same panel, whose first place in the lane the new one takes.
  /// A job for no panel replaces nothing.
  std::vector<api::Job> put(api::Job job, api::Placement placement);
  /// What comes next, removed; nothing when there is none.
  [[nodiscard]] std::optional<api::Job> take();
  /// A job that was taken and has stepped back: it is next in its lane.
  void putBack(api::Job job);

  /// To a place in its lane, counted without the job; beyond the end is the end. False when nothing changed.
  bool move(api::JobId id, std::size_t place);
  /// To the end of the other lane. False when nothing changed.
  bool setLane(api::JobId id, api::Lane lane);
  [[nodiscard]] std::optional<api::Job> remove(api::JobId id);
  /// Every job, in order; the queue is empty then.
  [[nodiscard]] std::vector<api::Job> clear();

  [[nodiscard]] bool empty() const noexcept { return lanes_[0].empty() && lanes_[1].empty(); }
  [[nodiscard]] bool hasInteractive() const noexcept { return !lanes_[0].empty(); }
  [[nodiscard]] std::vector<api::Job> jobs() const;

 private:
  using Jobs = std::deque<api::Job>;
  [[nodiscard]] Jobs& laneOf(api::Lane lane) noexcept { return lanes_.at(std::size_t(lane)); }

  std::array<Jobs, 2> lanes_;  ///< in the order of api::Lane
};

}  // namespace koma::app
