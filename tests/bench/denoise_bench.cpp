// SPDX-License-Identifier: Apache-2.0
// What a panel costs, seen from the engine's door: denoise_bench [MODEL FOLDER [REFERENCE.png [STEPS [THREADS…]]]]
// Measures and prints; never judges. Every number of threads gets a process of its own, so that loading starts from
// nothing and the peak of memory is its own.
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <limits>
#include <thread>

#include "engine/base/error.h"
#include "engine/engine.h"
#include "tests/bench/measuring.h"

namespace koma::bench {

namespace {

namespace fs = std::filesystem;

constexpr int warm_runs = 3;
constexpr int cancelled_runs = 7;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

/// Goes through a pipe, so it holds no pointers. Seconds, but for the peak.
struct Measurements {
  double load = nothing, first_preview = nothing, first_preview_cold = nothing;
  double panel = nothing, panel_cpu = nothing, panel_cold = nothing, prepare = nothing, step = nothing;
  double decode = nothing, cancel = nothing, cancel_worst = nothing, peak = nothing;
  int steps = 0, width = 0, height = 0;
  char failure[512] = {};
};

/// When what happened in one run, in seconds since its start.
struct Timeline {
  std::vector<double> steps;
  double first_preview = nothing, end = nothing, cpu = nothing;
  double asked_to_stop = nothing;
  int width = 0, height = 0;
  api::GenerationEvent last;
};

/// Where to stop a run: `fraction` of a step of `step_seconds` after step `step`.
struct StopPlan {
  int step = 0;
  double fraction = 0, step_seconds = 0;
};

/// One character and one balloon in a panel of 512 px.
api::GenerationRequest panel_request(const fs::path& model, const fs::path& reference) {
  const api::ModelEntry entry = api::inspect_model(model);
  if (!entry.problem.empty()) throw Error(ErrorCode::invalid_file, entry.problem, model.string());
  api::GenerationRequest request;
  request.model = fs::absolute(model).string();
  request.prompt = "a girl smiling, school";
  request.width = request.height = 512;
  request.seed = 7;
  if (entry.abilities.characters) {
    api::PlacedCharacter who;
    who.references = {{.path = fs::absolute(reference)}};
    who.box = {0.1f, 0.25f, 0.7f, 1};
    who.expression = "smiling";
    request.characters = {who};
    request.shot = api::ShotKind::bust;
  }
  if (entry.abilities.dialog_boxes) request.dialog_boxes = {{0.65f, 0.05f, 0.95f, 0.4f}};
  return request;
}

Timeline run(api::Generator& generator, const api::GenerationRequest& request, const StopPlan* plan = nullptr) {
  Timeline timeline;
  const double cpu = cpu_seconds();
  const Clock::time_point start = Clock::now();
  std::stop_source stop;
  std::jthread stopper;
  api::PreviewSlot slot([&] {
    if (std::isnan(timeline.first_preview)) timeline.first_preview = seconds_since(start);
  });
  slot.want();  // once: the pictures after the first would be extra work
  const auto hear = [&](const api::GenerationEvent& event) {
    const double now = seconds_since(start);
    timeline.last = event;
    if (!std::holds_alternative<api::Progress>(event)) {
      timeline.end = now;
      return;
    }
    timeline.steps.push_back(now);
    if (!plan || int(timeline.steps.size()) != plan->step) return;
    stopper = std::jthread([&] {
      std::this_thread::sleep_for(std::chrono::duration<double>(plan->fraction * plan->step_seconds));
      timeline.asked_to_stop = seconds_since(start);
      stop.request_stop();
    });
  };
  generator.run(request, hear, slot, stop.get_token());
  if (stopper.joinable()) stopper.join();
  timeline.cpu = cpu_seconds() - cpu;
  if (const auto* failed = std::get_if<api::Failed>(&timeline.last)) throw Error(failed->code, failed->text);
  if (const auto* finished = std::get_if<api::Finished>(&timeline.last)) {
    timeline.width = finished->pictures.front().image.width();
    timeline.height = finished->pictures.front().image.height();
  }
  return timeline;
}

/// Collects one number of every run.
std::vector<double> each(const std::vector<Timeline>& runs, auto&& number_of) {
  std::vector<double> numbers;
  for (const Timeline& run : runs) numbers.push_back(number_of(run));
  return numbers;
}

double step_of(const Timeline& run) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < run.steps.size(); ++i) steps.push_back(run.steps[i] - run.steps[i - 1]);
  return median(steps);
}

void measure_cancelling(api::Generator& generator, const api::GenerationRequest& request, Measurements& result) {
  std::vector<double> waits;
  for (int i = 0; i < cancelled_runs; ++i) {
    const StopPlan plan{std::min(1 + i % 3, std::max(1, result.steps - 2)), (i + 0.5) / cancelled_runs, result.step};
    const Timeline stopped = run(generator, request, &plan);
    if (std::holds_alternative<api::Cancelled>(stopped.last)) waits.push_back(stopped.end - stopped.asked_to_stop);
  }
  result.cancel = median(waits);
  result.cancel_worst = largest(waits);
}

Measurements measure(const api::GenerationRequest& request, int threads) {
  Measurements result;
  const Clock::time_point start = Clock::now();
  const auto generator = make_generator({.threads = threads});
  const double made = seconds_since(start);
  const Timeline cold = run(*generator, request);
  std::vector<Timeline> warm;
  for (int i = 0; i < warm_runs; ++i) warm.push_back(run(*generator, request));

  const double first_step = median(each(warm, [](const Timeline& run) { return run.steps.front(); }));
  result.load = made + cold.steps.front() - first_step;
  result.first_preview_cold = made + cold.first_preview;
  result.panel_cold = made + cold.end;
  result.first_preview = median(each(warm, [](const Timeline& run) { return run.first_preview; }));
  result.panel = median(each(warm, [](const Timeline& run) { return run.end; }));
  result.panel_cpu = median(each(warm, [](const Timeline& run) { return run.cpu; }));
  result.step = median(each(warm, step_of));
  result.prepare = first_step - result.step;
  result.decode = median(each(warm, [](const Timeline& run) { return run.end - run.steps.back(); }));
  result.steps = int(cold.steps.size());
  result.width = cold.width;
  result.height = cold.height;
  measure_cancelling(*generator, request, result);
  result.peak = peak_mebibytes();
  return result;
}

Measurements measured_apart(const api::GenerationRequest& request, int threads) {
  int ends[2];
  if (pipe(ends) != 0) throw Error(ErrorCode::internal, "cannot make a pipe");
  const pid_t child = fork();
  if (child < 0) throw Error(ErrorCode::internal, "cannot start a process");
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // a bench that was stopped must not go on computing
    Measurements result;
    try {
      result = measure(request, threads);
    } catch (const std::exception& error) {
      std::snprintf(result.failure, sizeof result.failure, "%s", error.what());
    }
    const bool sent = write(ends[1], &result, sizeof result) == ssize_t(sizeof result);
    _exit(sent ? 0 : 1);
  }
  close(ends[1]);
  Measurements result;
  const bool whole = read(ends[0], &result, sizeof result) == ssize_t(sizeof result);
  close(ends[0]);
  waitpid(child, nullptr, 0);
  if (!whole) throw Error(ErrorCode::internal, "the measuring process ended before it had numbers");
  if (result.failure[0] != '\0') throw Error(ErrorCode::internal, result.failure);
  return result;
}

std::vector<std::vector<std::string>> table_of(const std::vector<int>& threads,
                                               const std::vector<Measurements>& columns) {
  std::vector<std::vector<std::string>> rows = {{"measure"}};
  for (const int count : threads) rows[0].push_back(std::to_string(count) + (count == 1 ? " thread" : " threads"));
  rows[0].emplace_back("aim");
  const auto add = [&](const std::string& name, double Measurements::*number, std::string (*text)(double),
                       const char* aim = "") {
    rows.push_back({name});
    for (const Measurements& column : columns) rows.back().push_back(text(column.*number));
    rows.back().emplace_back(aim);
  };
  const Measurements& any = columns.front();
  const std::string panel =
      std::to_string(any.width) + "×" + std::to_string(any.height) + " panel, " + std::to_string(any.steps) + " steps";
  add("load", &Measurements::load, in_seconds, "≤ 0.5 s");
  add("first preview after start", &Measurements::first_preview, in_seconds, "≤ 0.3 s");
  add("first preview, loading included", &Measurements::first_preview_cold, in_seconds);
  add(panel + ", wall", &Measurements::panel, in_seconds, "≤ 3 s");
  add(panel + ", CPU", &Measurements::panel_cpu, in_seconds);
  add(panel + ", loading included", &Measurements::panel_cold, in_seconds);
  add("conditions, before the first step", &Measurements::prepare, in_milliseconds);
  add("one denoising step", &Measurements::step, in_milliseconds);
  add("decode and ink finish", &Measurements::decode, in_milliseconds);
  add("cancel to Cancelled, median", &Measurements::cancel, in_milliseconds, "≤ 1 step");
  add("cancel to Cancelled, worst", &Measurements::cancel_worst, in_milliseconds, "≤ 1 step");
  add("peak memory", &Measurements::peak, in_mebibytes);
  return rows;
}

int bench(int count, char** values) {
  const fs::path resources = KOMA_RESOURCES;
  const fs::path model = count > 1 ? fs::path(values[1]) : resources / "models/mini";
  const fs::path reference = count > 2 ? fs::path(values[2]) : resources / "samples/first-day/hana.png";
  try {
    api::GenerationRequest request = panel_request(model, reference);
    if (count > 3) request.steps = std::max(2, std::atoi(values[3]));
    std::vector<int> threads;
    for (int i = 4; i < count; ++i) threads.push_back(std::max(1, std::atoi(values[i])));
    if (threads.empty()) threads = {1, 2};
    std::vector<Measurements> columns;
    std::cout << "Engine, " << model.string() << "; " << machine() << "\n\n" << std::flush;
    for (const int number : threads) columns.push_back(measured_apart(request, number));
    print_table(table_of(threads, columns));
    return 0;
  } catch (const Error& error) {
    std::cerr << "denoise_bench: " << error.what() << "\n";
    return 1;
  }
}

}  // namespace

}  // namespace koma::bench

int main(int count, char** values) {
  return koma::bench::bench(count, values);
}
