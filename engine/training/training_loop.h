// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>

#include <ATen/core/Generator.h>

#include "engine/training/adamw.h"
#include "engine/training/ema.h"
#include "engine/training/flat_parameters.h"
#include "engine/training/process_group.h"
#include "engine/training/schedule.h"

namespace koma::training {

/// How long and how a stage is trained. The budget is `steps` if positive, else `seconds` of wall time.
struct Recipe {
  Schedule schedule;
  AdamW::Options adamw;
  std::int64_t steps = 0;
  double seconds = 0;
  double clip = 1;  ///< largest gradient norm; 0: not clipped
  std::uint64_t seed = 0;
  int accumulate = 1;  ///< losses whose mean makes a step
  /// Decay of the moving average: rising over the run where nothing is said, 0: no average is kept.
  std::optional<double> average = {};
  std::map<std::string, std::string> notes = {};  ///< stand in a checkpoint's metadata
};

/// The part that all stages share: random numbers, gradients, averaging, optimizer, moving average, checkpoints.
/// Every step draws from a generator made of (seed, rank, step), so a resumed run repeats the uninterrupted one bit
/// for bit (with a budget in steps and one process; several processes differ only in the order of sums).
class TrainingLoop {
 public:
  /// Builds a scalar loss from this step's random numbers.
  using Loss = std::function<at::Tensor(at::Generator&)>;
  /// The metadata entry of a checkpoint that holds its state, and the state of one whose run is yet to begin.
  static constexpr const char* state_key = "komawari.training";
  [[nodiscard]] static std::string fresh_state();

  TrainingLoop(NamedTensors parameters, const Recipe& recipe, ProcessGroup& group);

  /// One optimizer step from the mean of `accumulate` losses, each asked for in its turn; returns this process's mean.
  /// Throws Error(internal) when a loss is not finite.
  double step(const Loss& loss);
  /// The same without looking at the loss: to look is to wait for a GPU, so it is done once in many steps, with
  /// `require_finite`. // → [] where the parameters lie
  at::Tensor step_unseen(const Loss& loss);
  /// Throws Error(internal) when `loss`, or a sum of losses, is not finite.
  void require_finite(double loss) const;

  /// True in all processes once one of them was asked to stop.
  [[nodiscard]] bool stopped(const std::stop_token& stop) {
    return group_.average(stop.stop_requested() ? 1.0 : 0.0) > 0;
  }
  [[nodiscard]] bool done() const noexcept { return progress_ >= 1; }
  [[nodiscard]] std::int64_t steps() const noexcept { return steps_; }
  /// Used share of the budget; the same in all processes.
  [[nodiscard]] double progress() const noexcept { return progress_; }
  /// Wall seconds trained, those before a resume included.
  [[nodiscard]] double seconds() const noexcept;
  [[nodiscard]] double rate() const noexcept { return recipe_.schedule.rate(steps_, progress_); }
  [[nodiscard]] std::int64_t parameter_count() const noexcept { return parameters_.count(); }

  /// Runs `visit` with the averaged weights in the modules, the live ones where no average is kept.
  void with_average(const std::function<void()>& visit);

  /// Writes values, moments, average and state as one safetensors file (state as JSON in its metadata), atomically.
  void save(const std::filesystem::path& path);
  /// Continues from a file of `save`; false when there is none. Throws Error(invalid_file) when it does not fit.
  bool resume(const std::filesystem::path& path);

 private:
  void update_progress();

  Recipe recipe_;
  ProcessGroup& group_;
  FlatParameters parameters_;
  AdamW optimizer_;
  std::optional<Ema> ema_;
  std::int64_t steps_ = 0;
  double progress_ = 0;
  double seconds_before_ = 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Throws Error(not_found) naming the stage to train first when there is no such checkpoint.
void require_checkpoint(const std::filesystem::path& checkpoint);
/// The averaged weights of a checkpoint by parameter name, float32; the last ones of a run without average. What export
/// and later stages read.
[[nodiscard]] std::map<std::string, at::Tensor> averaged_weights(const std::filesystem::path& checkpoint);

}  // namespace koma::training
