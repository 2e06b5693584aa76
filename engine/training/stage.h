// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "engine/api/training_request.h"
#include "engine/training/training_loop.h"

namespace koma::training {

/// What every stage of a run is told.
struct Stage {
  std::filesystem::path folder;  ///< checkpoints, logs and sheets of the whole run
  std::filesystem::path cache;   ///< drawn and encoded panels, one subfolder per process
  ProcessGroup& group;
  at::Device device;  ///< where networks are trained; drawings are made on the CPU, and random numbers but large noise
  std::int64_t steps = 0;
  double seconds = 0;
  std::int64_t batch = 8;        ///< per process
  std::int64_t panels = 12'000;  ///< cached per process
  std::uint64_t seed = 1;
  std::string width;           ///< of the denoiser (mini_config.h); empty: the run's own, or the usual one
  double save_every = 180;     ///< seconds between checkpoints
  double preview_every = 600;  ///< seconds between contact sheets
  api::TrainingReport report;
  std::stop_token stop;
};

/// Steps between two lines in a log.
inline constexpr std::int64_t steps_per_report = 50;

/// Names of the files that the stages leave in a run's folder.
inline constexpr const char* vae_file = "vae.safetensors";
inline constexpr const char* decoder_file = "decoder.safetensors";
inline constexpr const char* latents_file = "latents.json";
inline constexpr const char* reference_file = "reference.safetensors";
inline constexpr const char* denoiser_file = "denoiser.safetensors";
inline constexpr const char* control_file = "control.safetensors";

/// A seed for a stage's drawings: `own` for runs with seed 1, far from it for others.
[[nodiscard]] constexpr std::uint64_t drawing_seed(std::uint64_t run_seed, std::uint64_t own) noexcept {
  return own + (run_seed - 1) * 7919;
}

/// True once per `seconds`, measured from the first call.
class Every {
 public:
  explicit Every(double seconds) : seconds_(seconds) {}
  [[nodiscard]] bool due() {
    const auto now = std::chrono::steady_clock::now();
    if (std::chrono::duration<double>(now - last_).count() < seconds_) return false;
    last_ = now;
    return true;
  }

 private:
  double seconds_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace koma::training
