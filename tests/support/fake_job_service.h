// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>

#include "engine/api/job_service.h"

namespace koma::tests {

/// A queue that a test plays by hand: nothing runs unless the test says so, on whichever thread it says it.
class FakeJobService : public api::JobService {
 public:
  void attach(std::shared_ptr<api::JobJournal>) override {
    jobs_.clear();
    changed();
  }
  api::JobId submit(api::JobSpec spec, api::Placement placement) override {
    if (placement == api::Placement::replace) {
      for (const api::Job& job : jobs()) {
        if (job.spec.panel == spec.panel) cancel(job.id);
      }
    }
    const api::JobId id{next_++};
    auto place = jobs_.end();
    if (placement == api::Placement::front) {
      place = std::ranges::find_if(jobs_, [](const api::Job& job) { return job.state == api::JobState::waiting; });
    }
    jobs_.insert(place, {.id = id, .spec = std::move(spec)});
    sort();
    changed();
    return id;
  }
  void cancel(api::JobId id) override {
    const auto job = std::ranges::find(jobs_, id, &api::Job::id);
    if (job == jobs_.end()) return;
    end(*job, api::Cancelled{}, {});
  }
  void cancel_all() override {
    while (!jobs_.empty()) cancel(jobs_.back().id);
  }
  void move(api::JobId id, std::size_t place) override {
    const auto job = std::ranges::find(jobs_, id, &api::Job::id);
    if (job == jobs_.end() || job->state != api::JobState::waiting) return;
    const api::Job moved = *job;
    jobs_.erase(job);
    auto at = std::ranges::find_if(jobs_, [&](const api::Job& other) {
      return other.state == api::JobState::waiting && other.spec.lane == moved.spec.lane;
    });
    for (std::size_t i = 0; i < place && at != jobs_.end() && at->spec.lane == moved.spec.lane; ++i) ++at;
    jobs_.insert(at, moved);
    sort();
    changed();
  }
  void set_lane(api::JobId id, api::Lane lane) override {
    const auto job = std::ranges::find(jobs_, id, &api::Job::id);
    if (job == jobs_.end()) return;
    job->spec.lane = lane;
    sort();
    changed();
  }
  [[nodiscard]] std::vector<api::Job> jobs() const override { return jobs_; }
  [[nodiscard]] std::optional<Image> take_preview(api::JobId) override { return std::exchange(preview_, {}); }
  void want_preview() override { ++wanted; }
  void set_preview_quality(api::PreviewQuality wish) override { quality = wish; }
  [[nodiscard]] api::Subscription subscribe(api::JobListener listener) override {
    listener_ = std::move(listener);
    return api::Subscription([this] { listener_ = {}; });
  }

  /// Begins the first job.
  void start() {
    jobs_.front().state = api::JobState::running;
    tell(jobs_.front(), api::Started{});
    changed();
  }
  /// The running job gives way.
  void stepBack() {
    jobs_.front().state = api::JobState::waiting;
    jobs_.front().step = jobs_.front().steps = 0;
    sort();
    changed();
  }
  void progress(int step, int steps, double seconds) {
    jobs_.front().step = step;
    jobs_.front().steps = steps;
    tell(jobs_.front(), api::Progress{step, steps, seconds});
  }
  void preview(Image picture) {
    preview_ = std::move(picture);
    listener_.preview_arrived(jobs_.front().id);
  }
  /// Ends the first job with one picture of a grey; returns its take.
  manga::Take finish(std::uint8_t grey = 128) {
    api::Job job = jobs_.front();
    api::FinishedPicture picture;
    picture.image = Image(8, 8, 1, std::vector<std::uint8_t>(64, grey));
    picture.recipe = {.request = job.spec.request,
                      .model_name = "mini",
                      .model_hash = "abc123",
                      .engine = "1.0",
                      .device = "cpu",
                      .dtype = "float32",
                      .threads = 2};
    const manga::Take take{.id = job.spec.takes.front(),
                           .picture = pictureName(job.spec.takes.front()),
                           .recipe = recipe,
                           .created = "2026-01-02T03:04:05Z",
                           .unknown = {}};
    end(job, api::Finished{{picture}, notes, 4.5}, {take});
    return take;
  }
  /// Ends the first job, which asks for a mask, with one; no take comes of it.
  void finishMask(const Image& mask) {
    api::FinishedPicture picture;
    picture.image = mask;
    picture.recipe.request = jobs_.front().spec.request;
    end(jobs_.front(), api::Finished{{picture}, notes, 1}, {});
  }
  void fail(ErrorCode code, const std::string& text) { end(jobs_.front(), api::Failed{code, text}, {}); }
  [[nodiscard]] static std::string pictureName(manga::TakeId take) {
    std::string digits = std::to_string(take.value);
    return std::string(64 - digits.size(), 'a') + digits + ".png";
  }

  int wanted = 0;
  api::PreviewQuality quality = api::PreviewQuality::fast;
  std::string recipe = "{}";
  std::vector<std::string> notes;

 private:
  void tell(const api::Job& job, const api::GenerationEvent& event, const std::vector<manga::Take>& takes = {}) {
    if (listener_.event) listener_.event({job.id, job.spec.panel, event, takes});
  }
  void end(const api::Job& which, const api::GenerationEvent& event, const std::vector<manga::Take>& takes) {
    const api::Job job = which;
    // As a real one may: its end is heard before the list is shorter.
    tell(job, event, takes);
    std::erase_if(jobs_, [&](const api::Job& other) { return other.id == job.id; });
    changed();
  }
  void changed() {
    if (listener_.queue_changed) listener_.queue_changed();
  }
  void sort() {
    std::ranges::stable_sort(jobs_, {}, [](const api::Job& job) {
      return std::pair(job.state != api::JobState::running, job.spec.lane != api::Lane::interactive);
    });
  }

  std::vector<api::Job> jobs_;
  std::optional<Image> preview_;
  api::JobListener listener_;
  std::uint64_t next_ = 1;
};

}  // namespace koma::tests
