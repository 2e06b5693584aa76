// SPDX-License-Identifier: Apache-2.0
// What a training step of mini's denoiser costs: training_bench [--device D] [--width W] [--batch N] [--steps N]
// [--warm N] [--panels N] [--profile]. One JSON line; with --profile also the dearest kernels and operators of ten
// steps. The encoders are not trained: speed does not depend on it.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/profiler_kineto.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/tensors/device.h"
#include "engine/tensors/weight_sources.h"
#include "engine/training/denoiser.h"
#include "engine/training/panel_cache.h"
#include "engine/training/tokenizer_files.h"
#include "engine/training/training_loop.h"
#include "tests/bench/measuring.h"

namespace koma::bench {
namespace {

using namespace training;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t seed = 1;
constexpr int profiled_steps = 10;
constexpr std::size_t told_costs = 24, told_letters = 90;

struct Task {
  std::string device = "cpu", width = usual_width;
  std::int64_t batch = 8, steps = 20, warm = 10, panels = 64;
  bool profile = false;
};

Task task_of(int count, char** words) {
  const std::map<std::string, std::int64_t Task::*> numbers = {
      {"--batch", &Task::batch}, {"--steps", &Task::steps}, {"--warm", &Task::warm}, {"--panels", &Task::panels}};
  Task task;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (word == "--profile") {
      task.profile = true;
      continue;
    }
    if (i + 1 == count) throw Error(ErrorCode::invalid_argument, word + " needs a value");
    const std::string value = words[++i];
    const auto number = numbers.find(word);
    if (word == "--device") {
      task.device = value;
    } else if (word == "--width") {
      task.width = value;
    } else if (number != numbers.end()) {
      task.*number->second = std::stoll(value);
    } else {
      throw Error(ErrorCode::invalid_argument, word + " is no option");
    }
  }
  return task;
}

PanelEncoder encoder_on(const at::Device& device, const std::filesystem::path& folder) {
  const auto source = std::make_shared<tensors::InitialiserSource>(seed);
  const auto config = models::AutoencoderKLConfig::from_json(autoencoder_config());
  return {std::make_shared<models::AutoencoderKL>(tensors::Weights(source, "vae", device), config),
          ReferenceEncoder::create(seed, device), make_caption_encoder(folder), device};
}

/// Trains; `run` reads the last loss, which waits for the device.
class Training {
 public:
  Training(const Task& task, const at::Device& device, const PanelEncoder& encoder)
      : task_(task),
        unspecified_(encoder.unspecified().to(device)),
        panels_(PanelCache::draw(encoder, task.panels, seed, false).to(device)),
        denoiser_(Denoiser::create(seed, vocabulary_size(), device, denoiser_width(task.width))),
        loop_(denoiser_.parameters(), {.steps = 1'000'000, .seed = seed}, alone_) {}

  double run(std::int64_t steps) {
    at::Tensor loss;
    for (std::int64_t i = 0; i < steps; ++i)
      loss = loop_.step_unseen([&](at::Generator& generator) {
        return denoiser_loss(denoiser_, panels_.random_batch(task_.batch, generator), unspecified_, generator);
      });
    return loss.item<double>();
  }
  [[nodiscard]] std::int64_t parameters() const { return loop_.parameter_count(); }

 private:
  const Task& task_;
  ProcessGroup alone_{{}};
  Unspecified unspecified_;
  PanelCache panels_;
  Denoiser denoiser_;
  TrainingLoop loop_;
};

void print_costs(const char* what, const std::map<std::string, std::pair<double, int>>& costs) {
  std::vector<std::pair<std::string, std::pair<double, int>>> sorted(costs.begin(), costs.end());
  std::ranges::sort(sorted, [](const auto& a, const auto& b) { return a.second.first > b.second.first; });
  double total = 0;
  for (const auto& [name, cost] : sorted) total += cost.first;
  std::cout << what << ": " << total / profiled_steps << " ms per step\n";
  for (std::size_t i = 0; i < std::min(sorted.size(), told_costs); ++i)
    std::cout << "  " << sorted[i].second.first / profiled_steps << " ms  " << sorted[i].second.second / profiled_steps
              << " x  " << sorted[i].first.substr(0, told_letters) << "\n";
}

/// The dearest kernels, and the operators that started them.
void profile(Training& training) {
  using namespace torch::profiler::impl;
  const ProfilerConfig config(ProfilerState::KINETO);
  const std::set<ActivityType> activities{ActivityType::CPU, ActivityType::CUDA};
  torch::autograd::profiler::prepareProfiler(config, activities);
  torch::autograd::profiler::enableProfiler(config, activities);
  (void)training.run(profiled_steps);
  const auto result = torch::autograd::profiler::disableProfiler();
  std::map<std::uint64_t, std::string> operators;
  for (const auto& event : result->events())
    if (event.deviceType() == at::kCPU) operators[event.correlationId()] = event.name();
  std::map<std::string, std::pair<double, int>> kernels, starters;
  for (const auto& event : result->events()) {
    if (event.deviceType() == at::kCPU) continue;
    const double milliseconds = double(event.durationNs()) / 1e6;
    auto& kernel = kernels[event.name()];
    auto& starter = starters[operators[event.linkedCorrelationId()]];
    for (auto* cost : {&kernel, &starter}) {
      cost->first += milliseconds;
      ++cost->second;
    }
  }
  print_costs("kernels", kernels);
  print_costs("operators", starters);
}

void measure(const Task& task) {
  at::set_num_threads(1);  // as the trainer
  const at::Device device = tensors::choose_placement(task.device).device;
  const auto folder = std::filesystem::temp_directory_path() / "training_bench";
  const auto begun = Clock::now();
  const PanelEncoder encoder = encoder_on(device, folder);
  Training training(task, device, encoder);
  const double drawn = seconds_since(begun);
  const auto warming = Clock::now();
  (void)training.run(task.warm);
  const double warm = seconds_since(warming);
  const auto start = Clock::now();
  const double loss = training.run(task.steps);
  const double seconds = seconds_since(start) / double(task.steps);
  std::cout << Json{{"device", device.str()},
                    {"width", task.width},
                    {"batch", task.batch},
                    {"parameters", training.parameters()},
                    {"draw_s", drawn},
                    {"panels", task.panels},
                    {"warm_s", warm},
                    {"ms", 1e3 * seconds},
                    {"steps_per_s", 1 / seconds},
                    {"panels_per_s", double(task.batch) / seconds},
                    {"loss", loss}}
            << std::endl;
  if (task.profile) profile(training);
}

}  // namespace
}  // namespace koma::bench

int main(int count, char** words) {
  try {
    koma::bench::measure(koma::bench::task_of(count, words));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "training_bench: " << error.what() << "\n";
    return 1;
  }
}
