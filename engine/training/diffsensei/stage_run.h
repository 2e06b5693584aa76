// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/api/training_request.h"
#include "engine/training/diffsensei/panel_samples.h"
#include "engine/training/loss_log.h"
#include "engine/training/stage.h"

namespace koma::training {

/// What a batch costs: the loss, and numbers beside it for the reports.
struct StageLoss {
  at::Tensor total;  // []
  std::map<std::string, double> parts;
};

/// What a stage gives its run.
struct StagePlan {
  std::string name;  ///< "t2i": names files and lines
  NamedTensors parameters;
  double usual_rate = 1e-5;
  std::map<std::string, std::string> notes;  ///< for the checkpoint's metadata
  std::function<StageLoss(const std::vector<PanelSample>&)> loss;
};

/// Trains `plan` on `samples` until the budget is used or the run is stopped, from the stage's checkpoint where there
/// is one: batches, gradients, reports every 50 steps, checkpoints. Losses in reports are means over all processes.
/// Throws what TrainingLoop and PanelSamples throw.
void train_by_plan(const Stage& stage, const api::TrainingRequest& request, const StagePlan& plan,
                   PanelSamples& samples);

/// bf16 or float32 as the request says; nothing: where it is fast.
[[nodiscard]] std::optional<bool> wants_bfloat16(const api::DiffSenseiTraining& request);

}  // namespace koma::training
