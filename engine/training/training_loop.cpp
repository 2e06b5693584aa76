// SPDX-License-Identifier: Apache-2.0
#include "engine/training/training_loop.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/base/error.h"
#include "engine/tensors/safetensors.h"
#include "engine/tensors/safetensors_writer.h"
#include "engine/training/mixed_seed.h"

namespace koma::training {

namespace {

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
      optimizer_(parameters_.values(), parameters_.grads(), recipe.adamw) {
  if (recipe.average.value_or(1) > 0) ema_.emplace(parameters_.values());
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
  at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(
      mixed_seed(recipe_.seed, std::uint64_t(group_.rank()), std::uint64_t(steps_)));
  parameters_.zero_grads();
  at::Tensor mean;  // []
  for (int part = 0; part < recipe_.accumulate; ++part) {
    const at::Tensor value = recipe_.accumulate == 1 ? loss(generator) : loss(generator) / recipe_.accumulate;
    value.backward();
    mean = mean.defined() ? mean + value.detach() : value.detach();
  }
  group_.average(parameters_.grads());
  if (recipe_.clip > 0) parameters_.clip(recipe_.clip);
  optimizer_.step(rate());
  ++steps_;
  if (ema_) ema_->update(parameters_.values(), steps_, recipe_.average.value_or(ema_decay(progress_)));
  update_progress();
  return mean;
}

void TrainingLoop::with_average(const std::function<void()>& visit) {
  if (ema_) ema_->swap(parameters_.values());
  visit();
  if (ema_) ema_->swap(parameters_.values());
}

void TrainingLoop::save(const std::filesystem::path& path) {
  std::map<std::string, at::Tensor> tensors{{"optimizer.steps", optimizer_.steps()}};
  add(tensors, "model", parameters_.views(parameters_.values()));
  add(tensors, "optimizer.first", parameters_.views(optimizer_.first_moment()));
  add(tensors, "optimizer.second", parameters_.views(optimizer_.second_moment()));
  if (ema_) add(tensors, "ema", parameters_.views(ema_->average()));
  const nlohmann::json state{{"step", steps_},
                             {"progress", progress_},
                             {"seconds", seconds()},
                             {"seed", recipe_.seed},
                             {"world", group_.world()}};
  std::map<std::string, std::string> metadata = recipe_.notes;
  metadata[state_key] = state.dump();
  tensors::write_safetensors(path, tensors, metadata);
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
  if (ema_) restore(tensors, "ema", parameters_.views(ema_->average()), path.string());
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
  const tensors::SafetensorsFile file(checkpoint);
  const std::vector<std::string> names = file.names();
  const bool averaged =
      std::any_of(names.begin(), names.end(), [](const auto& name) { return name.starts_with("ema."); });
  const std::string prefix = averaged ? "ema." : "model.";
  std::map<std::string, at::Tensor> result;
  for (const std::string& name : names)
    if (name.starts_with(prefix)) result[name.substr(prefix.size())] = file.read(name, {}, {});
  if (result.empty())
    throw Error(ErrorCode::invalid_file, "the file holds no trained weights; train this stage first",
                checkpoint.string());
  return result;
}

}  // namespace koma::training
