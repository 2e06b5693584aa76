// SPDX-License-Identifier: Apache-2.0
#include "engine/training/training_loop.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/tensors/safetensors.h"
#include "engine/tensors/safetensors_writer.h"

namespace koma::training {

namespace {

/// SplitMix64 over seed, rank and step: neighbouring steps get unrelated streams.
std::uint64_t mix(std::uint64_t seed, std::uint64_t rank, std::uint64_t step) {
  std::uint64_t x = seed + 0x9E3779B97F4A7C15u * (rank + 1) + 0xD1B54A32D192ED03u * (step + 1);
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

void add(std::map<std::string, at::Tensor>& tensors, const std::string& part, const NamedTensors& views) {
  for (const auto& [name, view] : views) tensors[part + "." + name] = view.contiguous();
}

void restore(const std::map<std::string, at::Tensor>& tensors, const std::string& part, const NamedTensors& views,
             const std::string& place) {
  for (const auto& [name, view] : views) {
    const auto found = tensors.find(part + "." + name);
    if (found == tensors.end() || found->second.sizes() != view.sizes())
      throw Error(ErrorCode::invalid_file, part + "." + name + " is missing or has another shape; start a new run",
                  place);
    view.copy_(found->second);
  }
}

}  // namespace

TrainingLoop::TrainingLoop(NamedTensors parameters, const Recipe& recipe, ProcessGroup& group)
    : recipe_(recipe),
      group_(group),
      parameters_(std::move(parameters)),
      optimizer_(parameters_.values(), parameters_.grads(), recipe.adamw),
      ema_(parameters_.values()) {
  if (recipe.steps <= 0 && recipe.seconds <= 0)
    throw Error(ErrorCode::invalid_argument, "a training run needs a budget; give --steps or --seconds");
}

std::string TrainingLoop::fresh_state() {
  return nlohmann::json{{"step", 0}, {"progress", 0.0}, {"seconds", 0.0}}.dump();
}

double TrainingLoop::seconds() const noexcept {
  return seconds_before_ + std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void TrainingLoop::update_progress() {
  progress_ = recipe_.steps > 0 ? double(steps_) / double(recipe_.steps) : group_.average(seconds()) / recipe_.seconds;
}

double TrainingLoop::step(const Loss& loss) {
  const auto number = step_unseen(loss).item<double>();
  require_finite(number);
  return number;
}

void TrainingLoop::require_finite(double loss) const {
  if (std::isfinite(loss)) return;
  throw Error(ErrorCode::internal, "the loss is not finite at step " + std::to_string(steps_) +
                                       "; resume from the last checkpoint with a lower rate");
}

at::Tensor TrainingLoop::step_unseen(const Loss& loss) {
  at::Generator generator =
      at::make_generator<at::CPUGeneratorImpl>(mix(recipe_.seed, std::uint64_t(group_.rank()), std::uint64_t(steps_)));
  parameters_.zero_grads();
  const at::Tensor value = loss(generator);  // []
  value.backward();
  group_.average(parameters_.grads());
  parameters_.clip(recipe_.clip);
  optimizer_.step(rate());
  ++steps_;
  ema_.update(parameters_.values(), steps_, ema_decay(progress_));
  update_progress();
  return value.detach();
}

void TrainingLoop::with_average(const std::function<void()>& visit) {
  ema_.swap(parameters_.values());
  visit();
  ema_.swap(parameters_.values());
}

void TrainingLoop::save(const std::filesystem::path& path) {
  std::map<std::string, at::Tensor> tensors{{"optimizer.steps", optimizer_.steps()}};
  add(tensors, "model", parameters_.views(parameters_.values()));
  add(tensors, "optimizer.first", parameters_.views(optimizer_.first_moment()));
  add(tensors, "optimizer.second", parameters_.views(optimizer_.second_moment()));
  add(tensors, "ema", parameters_.views(ema_.average()));
  const nlohmann::json state{{"step", steps_},
                             {"progress", progress_},
                             {"seconds", seconds()},
                             {"seed", recipe_.seed},
                             {"world", group_.world()}};
  tensors::write_safetensors(path, tensors, {{state_key, state.dump()}});
}

bool TrainingLoop::resume(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) return false;
  at::NoGradGuard no_grad;
  const tensors::SafetensorsFile file(path);
  const auto found = file.metadata().find(state_key);
  const auto state = nlohmann::json::parse(found == file.metadata().end() ? "" : found->second, nullptr, false);
  if (!state.is_object() || !state.contains("step") || !state.contains("progress") || !state.contains("seconds"))
    throw Error(ErrorCode::invalid_file, "the file is no training checkpoint; start a new run", path.string());
  const auto tensors = tensors::read_safetensors(path);
  restore(tensors, "model", parameters_.views(parameters_.values()), path.string());
  restore(tensors, "optimizer.first", parameters_.views(optimizer_.first_moment()), path.string());
  restore(tensors, "optimizer.second", parameters_.views(optimizer_.second_moment()), path.string());
  restore(tensors, "ema", parameters_.views(ema_.average()), path.string());
  steps_ = state["step"].get<std::int64_t>();
  optimizer_.steps().fill_(double(steps_));
  seconds_before_ = state["seconds"].get<double>();
  start_ = std::chrono::steady_clock::now();
  update_progress();
  return true;
}

void require_checkpoint(const std::filesystem::path& checkpoint) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(checkpoint, ignored)) return;
  // The file of a stage has the stage's name.
  throw Error(ErrorCode::not_found, "there is no checkpoint; train the stage " + checkpoint.stem().string() + " first",
              checkpoint.string());
}

std::map<std::string, at::Tensor> averaged_weights(const std::filesystem::path& checkpoint) {
  require_checkpoint(checkpoint);
  std::map<std::string, at::Tensor> result;
  for (auto& [name, tensor] : tensors::read_safetensors(checkpoint))
    if (name.starts_with("ema.")) result[name.substr(4)] = tensor;
  if (result.empty())
    throw Error(ErrorCode::invalid_file, "the file holds no averaged weights; train this stage first",
                checkpoint.string());
  return result;
}

}  // namespace koma::training
