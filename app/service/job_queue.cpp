// SPDX-License-Identifier: Apache-2.0
#include "app/service/job_queue.h"

#include <algorithm>
#include <utility>

namespace koma::app {

namespace {

auto placeOf(auto& lane, api::JobId id) {
  return std::ranges::find(lane, id, &api::Job::id);
}

}  // namespace

JobQueue::JobQueue(const std::vector<api::Job>& jobs) {
  for (const api::Job& job : jobs) laneOf(job.spec.lane).push_back(job);
}

std::vector<api::Job> JobQueue::put(api::Job job, api::Placement placement) {
  std::vector<api::Job> removed;
  Jobs& lane = laneOf(job.spec.lane);
  std::size_t place = placement == api::Placement::front ? 0 : lane.size();
  if (placement == api::Placement::replace && job.spec.panel) {
    const auto same = [&](const api::Job& other) { return other.spec.panel == job.spec.panel; };
    place = std::size_t(std::ranges::find_if(lane, same) - lane.begin());
    for (Jobs& jobs : lanes_) {
      std::ranges::copy_if(jobs, std::back_inserter(removed), same);
      std::erase_if(jobs, same);
    }
    place = std::min(place, lane.size());
  }
  lane.insert(lane.begin() + std::ptrdiff_t(place), std::move(job));
  return removed;
}

std::optional<api::Job> JobQueue::take() {
  for (Jobs& lane : lanes_) {
    if (lane.empty()) continue;
    api::Job job = std::move(lane.front());
    lane.pop_front();
    return job;
  }
  return {};
}

void JobQueue::putBack(api::Job job) {
  laneOf(job.spec.lane).push_front(std::move(job));
}

bool JobQueue::move(api::JobId id, std::size_t place) {
  for (Jobs& lane : lanes_) {
    const auto found = placeOf(lane, id);
    if (found == lane.end()) continue;
    const auto from = std::size_t(found - lane.begin());
    const std::size_t to = std::min(place, lane.size() - 1);
    if (from == to) return false;
    api::Job job = std::move(*found);
    lane.erase(found);
    lane.insert(lane.begin() + std::ptrdiff_t(to), std::move(job));
    return true;
  }
  return false;
}

bool JobQueue::setLane(api::JobId id, api::Lane lane) {
  Jobs& wanted = laneOf(lane);
  if (placeOf(wanted, id) != wanted.end()) return false;
  std::optional<api::Job> job = remove(id);
  if (!job) return false;
  job->spec.lane = lane;
  wanted.push_back(std::move(*job));
  return true;
}

std::optional<api::Job> JobQueue::remove(api::JobId id) {
  for (Jobs& lane : lanes_) {
    const auto found = placeOf(lane, id);
    if (found == lane.end()) continue;
    api::Job job = std::move(*found);
    lane.erase(found);
    return job;
  }
  return {};
}

std::vector<api::Job> JobQueue::clear() {
  std::vector<api::Job> all = jobs();
  for (Jobs& lane : lanes_) lane.clear();
  return all;
}

std::vector<api::Job> JobQueue::jobs() const {
  std::vector<api::Job> all;
  for (const Jobs& lane : lanes_) all.insert(all.end(), lane.begin(), lane.end());
  return all;
}

}  // namespace koma::app
