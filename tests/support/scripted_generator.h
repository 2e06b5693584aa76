// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

#include "app/service/threaded_job_service.h"
#include "engine/api/generator.h"

namespace koma::tests {

/// Holds the scripted generator back at a known place; a request to stop passes it.
class Gate {
 public:
  /// The generator: waits. The test: see `arrive`.
  void pass(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    ++waiting_;
    arrived_.notify_all();
    opened_.wait(lock, stop, [this] { return open_; });
    --waiting_;
  }
  /// The test: waits until a generator stands before the gate.
  void arrive() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return waiting_ > 0; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    opened_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any opened_;
  std::condition_variable arrived_;
  bool open_ = false;
  int waiting_ = 0;
};

/// Draws nothing, but keeps the generator's contract, or breaks it, as the prompt says:
/// "gate" waits at the gate in the first step, "hold" after the last, with "deaf" even when asked to stop; "fail"
/// fails; "throw" throws an exception, "odd" something that is none; "slow" takes its time; "silent" returns without a
/// last event; "chatter" goes on after the last. As many steps as the request asks for, a preview after each that is
/// wanted; pixels from seed and index.
class ScriptedGenerator : public api::Generator {
 public:
  explicit ScriptedGenerator(std::shared_ptr<Gate> gate = {}) : gate_(std::move(gate)) {}
  ~ScriptedGenerator() override {
    if (std::this_thread::get_id() != thread_) std::terminate();
  }

  void run(const api::GenerationRequest& request, api::EventSink sink, api::PreviewSlot& slot,
           std::stop_token stop) override {
    if (std::this_thread::get_id() != thread_) std::terminate();
    const auto says = [&](const char* word) { return request.prompt.find(word) != std::string::npos; };
    if (stop.stop_requested()) return sink(api::Cancelled{});
    sink(api::Started{});
    const int steps = request.steps.value_or(4);
    for (int step = 1; step <= steps; ++step) {
      if (step == 1 && says("gate")) gate_->pass(says("deaf") ? std::stop_token() : stop);
      if (says("slow")) std::this_thread::sleep_for(std::chrono::microseconds(200));
      if (stop.stop_requested() && !says("deaf")) return sink(api::Cancelled{});
      if (slot.wanted()) slot.offer(Image(1, 1, 1, {std::uint8_t(step)}));
      sink(api::Progress{step, steps, 0.1 * step});
    }
    if (says("hold")) gate_->pass(stop);
    if (says("throw")) throw std::runtime_error("the script says so");
    if (says("odd")) throw 7;
    if (says("silent")) return;
    if (says("fail")) return sink(api::Failed{ErrorCode::unsupported, "this cannot be drawn; ask for something else"});
    sink(finished(request));
    if (says("chatter")) sink(api::Cancelled{});
  }

  [[nodiscard]] static api::Finished finished(const api::GenerationRequest& request) {
    api::Finished finished;
    for (int i = 0; i < request.count; ++i) {
      api::Recipe recipe{.request = request, .model_name = "scripted"};
      recipe.request.count = 1;
      recipe.request.seed = request.seed.value_or(0) + std::uint64_t(i);
      finished.pictures.push_back({Image(1, 1, 1, {std::uint8_t(*recipe.request.seed)}), recipe});
    }
    return finished;
  }

 private:
  std::shared_ptr<Gate> gate_;
  std::thread::id thread_ = std::this_thread::get_id();
};

/// A job for a panel, one take per picture.
inline api::JobSpec jobFor(std::uint64_t panel, const std::string& prompt = "", api::Lane lane = api::Lane::interactive,
                           std::vector<manga::TakeId> takes = {{1000}}) {
  api::JobSpec spec{.request = {}, .panel = {panel}, .takes = std::move(takes), .label = prompt, .lane = lane};
  spec.request.prompt = prompt;
  spec.request.count = int(spec.takes.size());
  return spec;
}

}  // namespace koma::tests
