// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace koma::api {

/// The parts of the embedded model's training, in their order; `sheet` and `write` only look at a run, `read` begins
/// one.
enum class TrainingStage {
  vae,        ///< the autoencoder, on crops of drawings made on the fly
  decoder,    ///< its decoder alone, to go on beside or after the denoiser
  reference,  ///< the encoder of reference pictures, as a classifier
  panels,     ///< draw and encode what the denoiser learns from, which it does itself where this was left out
  denoiser,   ///< denoiser, painter and text encoder, on cached panels
  sheet,      ///< draw a contact sheet from the run as it is
  write,      ///< write the run as a checkpoint folder ("export")
  read,       ///< begin a run from a checkpoint folder ("import")
};

/// Whether a stage learns, and so needs a budget.
[[nodiscard]] constexpr bool trains(TrainingStage stage) noexcept {
  switch (stage) {
    case TrainingStage::vae:
    case TrainingStage::decoder:
    case TrainingStage::reference:
    case TrainingStage::denoiser:
      return true;
    default:
      return false;
  }
}

/// Everything that determines a stage of a training run. A stage continues from its checkpoint when there is one.
struct TrainingRequest {
  TrainingStage stage = TrainingStage::denoiser;
  std::filesystem::path run;    ///< folder of checkpoints, logs and sheets
  std::filesystem::path cache;  ///< drawn and encoded panels; empty: `run`/cache
  std::filesystem::path out;    ///< of stage write
  std::filesystem::path from;   ///< of stage read
  std::int64_t steps = 0;       ///< budget; 0: `seconds` decides
  double seconds = 0;
  std::int64_t batch = 0;        ///< per process; 0: the stage's own
  std::int64_t panels = 12'000;  ///< cached per process
  std::uint64_t seed = 1;
  std::string width;  ///< of the denoiser: "small", "medium" or "large"; empty: the run's own, or medium
  double save_every = 180, preview_every = 600;  ///< seconds

  std::string device = "auto";  ///< "auto", "cpu", "cuda" or "cuda:N"
  int processes = 1;  ///< of one thread each, gradients averaged; this one starts the others with `worker_command`
  std::vector<std::string> worker_command;  ///< program and arguments; --rank, --world and --rendezvous are added
  int rank = 0, world = 1;                  ///< set in a process that was started by another
  std::filesystem::path rendezvous;
};

/// One line of progress, for people and for programs.
struct TrainingNote {
  std::string text;
  double progress = 0;                    ///< used share of the stage's budget, 0…1; 0 while it prepares
  std::map<std::string, double> numbers;  ///< "step", "loss", "seconds" and what else the stage measures
};
using TrainingReport = std::function<void(const TrainingNote&)>;

}  // namespace koma::api
