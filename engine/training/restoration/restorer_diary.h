// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "engine/training/loss_log.h"
#include "engine/training/restoration/restorer_loss.h"
#include "engine/training/stage.h"

namespace koma::training {

/// What the first process of a restorer's stage tells and keeps: every 50 steps the mean losses, every 500 and at the
/// end the error on held-out crops, checkpoints by time, a sheet with each.
class RestorerDiary {
 public:
  struct Options {
    std::string name;  ///< of the stage
    int scale = 1;
    /// The trained network's answer to a held-out batch, without gradient.
    std::function<at::Tensor(const RestorationBatch&)> restored;
  };
  RestorerDiary(const Stage& stage, TrainingLoop& loop, const RestorationPairs& pairs, Options options);

  /// `vector` is negative where the step has no such loss.
  void note(double loss, double vector);
  /// Checkpoint, curve and sheet.
  void save();

 private:
  void report();
  void measure(LossLog::Row& row, api::TrainingNote& note);
  [[nodiscard]] Image sheet();

  const Stage& stage_;
  TrainingLoop& loop_;
  Options options_;
  RestorationBatch held_out_;
  LossLog log_;
  Every save_;
  double loss_ = 0, vector_ = 0;
  std::int64_t count_ = 0, vectors_ = 0;
};

}  // namespace koma::training
