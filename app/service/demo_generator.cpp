// SPDX-License-Identifier: Apache-2.0
#include "app/service/demo_generator.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>

#include "app/service/demo_drawing.h"
#include "app/service/demo_repaint.h"
#include "app/service/failure.h"
#include "engine/base/error.h"

namespace koma::app {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// False when it was told to stop meanwhile.
bool waited(double seconds, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, std::chrono::duration<double>(seconds), [] { return false; });
  return !stop.stop_requested();
}

std::uint64_t anySeed() {
  std::random_device random;
  return (std::uint64_t(random()) << 32 | random()) & api::largest_seed;
}

api::GenerationRequest completed(api::GenerationRequest request, int steps) {
  constexpr int usualSide = 512;
  request.width = request.width.value_or(usualSide);
  request.height = request.height.value_or(usualSide);
  request.steps = request.steps.value_or(steps);
  request.seed = request.seed.value_or(anySeed());
  request.guidance_scale = request.guidance_scale.value_or(1);
  request.sampler = request.sampler.value_or(api::SamplerKind::euler);
  return request;
}

std::vector<std::string> notesOn(const api::GenerationRequest& request) {
  std::vector<std::string> notes = {"This is a drawing of the demo, not of a model."};
  if (!request.controls.empty()) notes.emplace_back("The demo does not look at control pictures.");
  if (request.regions) notes.emplace_back("The demo does not read the prompts of regions.");
  if (!request.loras.empty()) notes.emplace_back("The demo has no use for LoRAs.");
  return notes;
}

Image drawingOf(const api::GenerationRequest& request, const DemoRepaint& repaint) {
  if (request.upscale) return repaint.kept();
  if (request.repaint && request.repaint->mask_only) return demoMask(request);
  return repaint.over(demoDrawing(request));
}

void readPictures(const api::GenerationRequest& request) {
  for (const api::PlacedCharacter& character : request.characters) {
    for (const api::Picture& reference : character.references) static_cast<void>(api::pixels_of(reference));
  }
  for (const api::Control& control : request.controls) static_cast<void>(api::pixels_of(control.picture));
}

}  // namespace

/// One run, while it lasts.
struct DemoGenerator::Play {
  api::GenerationRequest request;  ///< completed
  const api::EventSink& sink;
  api::PreviewSlot& slot;
  const std::stop_token& stop;
  Clock::time_point start = Clock::now();
  int step = 0;  ///< done, over all pictures
};

void DemoGenerator::run(const api::GenerationRequest& request, api::EventSink sink, api::PreviewSlot& slot,
                        std::stop_token stop) {
  if (stop.stop_requested()) return sink(api::Cancelled{});
  sink(api::Started{});
  Play played{.request = completed(request, options_.steps), .sink = sink, .slot = slot, .stop = stop};
  api::GenerationEvent last;
  try {
    last = play(played);
  } catch (const Error&) {
    last = failureOf("the demo failed", "draw the panel again");
  }
  sink(last);
}

api::GenerationEvent DemoGenerator::play(Play& play) const {
  readPictures(play.request);
  const DemoRepaint repaint(play.request);
  api::Finished finished;
  for (int i = 0; i < play.request.count; ++i) {
    api::GenerationRequest single = play.request;
    single.seed = (*play.request.seed + std::uint64_t(i)) & api::largest_seed;
    single.count = 1;
    const Image drawing = drawingOf(single, repaint);
    if (!playPicture(play, single, drawing, repaint)) return api::Cancelled{};
    finished.pictures.push_back(
        {drawing, {.request = single, .model_name = "Demo", .engine = "demo", .device = "cpu"}});
  }
  finished.notes = notesOn(play.request);
  finished.seconds = secondsSince(play.start);
  return finished;
}

bool DemoGenerator::playPicture(Play& play, const api::GenerationRequest& single, const Image& drawing,
                                const DemoRepaint& repaint) const {
  const int steps = *single.steps;
  for (int step = 1; step <= steps; ++step) {
    if (!waited(options_.secondsPerStep, play.stop)) return false;
    ++play.step;
    if (play.step == options_.throwAtStep) throw std::runtime_error("the demo was asked to break");
    if (play.step == options_.failAtStep) {
      throw Error(ErrorCode::out_of_memory,
                  "there is not enough memory for this picture; choose a smaller size or close other programs");
    }
    play.sink(api::Progress{play.step, steps * play.request.count, secondsSince(play.start)});
    if (play.slot.wanted()) {
      play.slot.offer(repaint.over(demoPreview(drawing, double(step) / steps, *single.seed)));
    }
  }
  return true;
}

}  // namespace koma::app
