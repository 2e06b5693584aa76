// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/api/generation_event.h"
#include "engine/api/generation_request.h"
#include "engine/base/id.h"
#include "engine/manga/panel.h"

namespace koma::api {

struct Job;
using JobId = Id<Job>;

/// Interactive jobs go first: one that is submitted while a background job runs makes that job step back at the next
/// step border; it starts again afterwards, from its beginning, and comes out the same.
enum class Lane { interactive, background };

/// Where a new job goes in its lane. `replace` cancels what the same panel has waiting or running, takes the place of
/// the first of them, or the next place when that is running; with nothing to replace it is `back`.
enum class Placement { back, front, replace };

/// What to draw and for whom; immutable once submitted. Pictures are named by their paths, without pixels, so that the
/// job can be written down and picked up again after a restart.
struct JobSpec {
  GenerationRequest request;
  manga::PanelId panel;
  std::vector<manga::TakeId> takes;  ///< ids that the pictures will get, one per picture, reserved by the document
  std::string label;                 ///< for people: "Page 2, panel 3"
  Lane lane = Lane::interactive;
};

enum class JobState { waiting, running };

/// A job that has not ended.
struct Job {
  JobId id;
  JobSpec spec;
  JobState state = JobState::waiting;
  int step = 0, steps = 0;  ///< while it runs
  double seconds = 0;       ///< since it began to run
};

/// One event of one job. For every job submitted: Started, perhaps again after it stepped back; Progress; then exactly
/// one of Finished, Failed and Cancelled, and nothing after it. When Finished is told, the pictures are already durable
/// in the project, and `takes` name them; Finished::pictures still holds the pixels.
struct JobEvent {
  JobId job;
  manga::PanelId panel;
  GenerationEvent event;
  std::vector<manga::Take> takes;
};

}  // namespace koma::api
