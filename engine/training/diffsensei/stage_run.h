// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "engine/api/training_request.h"
#include "engine/training/diffsensei/sample_reader.h"
#include "engine/training/loss_log.h"
#include "engine/training/stage.h"

namespace koma::training {

/// What a batch costs: the loss, and numbers beside it for the reports.
struct StageLoss {
  at::Tensor total;  // []
  std::map<std::string, double> parts;
  std::int64_t samples = 0;  ///< rows of the batch
};

/// How a stage learns where nothing else is said.
struct UsualLearning {
  double rate = 1e-5;
  int warmup_steps = 0;
  double warmup_share = 0;  ///< of the budget's steps, beside `warmup_steps`
  bool cosine = false;
  double weight_decay = 0.01, clip = 0, ema = 0;
};

/// What a stage gives its run.
struct StagePlan {
  std::string name;     ///< "t2i": names files and lines
  std::string opening;  ///< what it learns from: "4 panels on 2 pages"
  NamedTensors parameters;
  UsualLearning usual;
  std::map<std::string, std::string> notes;           ///< for the checkpoint's metadata
  std::function<StageLoss(std::int64_t index)> loss;  ///< of batch number `index`
  std::function<UnreadFiles()> unread = {};           ///< so far; null: nothing is read
  std::string unread_name = "picture";                ///< what one of these is called
};

/// The first process before the others: what it writes to the run's folder they find there.
template <class Work>
auto first_before_others(ProcessGroup& group, const Work& work) {
  if (!group.first()) (void)group.average(0.0);
  auto result = work();
  if (group.first()) (void)group.average(0.0);
  return result;
}

/// Throws Error(invalid_argument) with this sentence unless it is `good`.
void require_argument(bool good, const std::string& sentence);
/// Throws Error(invalid_argument) for what no stage can learn with.
void check_learning(const api::Learning& learning);

/// Trains `plan` until the budget is used or the run is stopped, from the stage's checkpoint where there is one:
/// gradients, reports every 50 steps, checkpoints. Losses in reports are means over all processes. Throws what
/// TrainingLoop and the plan's functions throw.
void train_by_plan(const Stage& stage, const api::Learning& learning, const StagePlan& plan);

/// bf16 or float32 as the request says; nothing: where it is fast.
[[nodiscard]] std::optional<bool> wants_bfloat16(const api::Learning& learning);

}  // namespace koma::training
