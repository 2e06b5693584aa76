// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>

#include "engine/api/generation_event.h"
#include "engine/api/generation_request.h"
#include "engine/api/preview_slot.h"

namespace koma::api {

/// Draws panels. The whole engine, seen from outside, is this one synchronous function:
///
///     auto generator = koma::make_generator(options);
///     koma::api::PreviewSlot slot;
///     std::stop_source stop;
///     generator->run(request, [](const koma::api::GenerationEvent& event) { … }, slot, stop.get_token());
///
/// `run` returns when the job has ended and throws nothing: what went wrong arrives as Failed. It calls the sink on the
/// calling thread, in the order that GenerationEvent promises. It starts no thread of its own and keeps nothing of the
/// request; what it does keep between calls is the loaded model, so the second panel starts at once. After running out
/// of memory it drops the model first and reports then, so that the next attempt starts clean.
///
/// Cancel by `stop.request_stop()` from any thread: it is looked at between stages and once per denoising step, so the
/// worst wait is one call of the denoiser. Previews go to the slot, and only while somebody wants them.
///
/// The pixels depend on the request alone (with its seed; the same device and thread count given): nothing is drawn
/// from global state. Make a generator on the thread that will run it and destroy it there; one job at a time.
class Generator {
 public:
  virtual ~Generator() = default;
  virtual void run(const GenerationRequest& request, EventSink sink, PreviewSlot& slot, std::stop_token stop) = 0;
};

}  // namespace koma::api
