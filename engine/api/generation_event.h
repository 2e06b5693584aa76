// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "engine/api/recipe.h"
#include "engine/base/error.h"
#include "engine/base/image.h"

namespace koma::api {

/// The job has begun; loading comes next.
struct Started {};

/// `step` of `steps` denoising steps are done, over all pictures of the request.
struct Progress {
  int step = 0, steps = 0;
  double seconds = 0;  ///< since the start
};

/// One finished picture and how to make it again.
struct FinishedPicture {
  Image image;
  Recipe recipe;
  /// How much of each pixel is new, where a part of another picture was kept: 255 all of it, 0 kept to the bit // grey,
  /// of the image's size. Empty: everything is new.
  Image changed = {};
};

struct Finished {
  std::vector<FinishedPicture> pictures;
  std::vector<std::string> notes;  ///< what was adjusted on the way, one sentence each
  double seconds = 0;
};

struct Failed {
  ErrorCode code = ErrorCode::internal;
  std::string text;  ///< one sentence: what, where, what to do
};

/// The user changed their mind; not an error.
struct Cancelled {};

/// What a running job says, in this order: Started (unless it was cancelled while queued); Progress with rising steps;
/// then exactly one of Finished, Failed, Cancelled, and nothing after it. Events are never dropped.
using GenerationEvent = std::variant<Started, Progress, Finished, Failed, Cancelled>;
using EventSink = std::function<void(const GenerationEvent&)>;

}  // namespace koma::api
