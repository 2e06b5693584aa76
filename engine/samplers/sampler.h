// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>

#include "engine/samplers/noise_level.h"
#include "engine/samplers/noise_schedule.h"

namespace koma::samplers {

/// What one step gives.
struct Step {
  at::Tensor latents;   ///< at the next noise level // [B, 4, H/8, W/8]
  at::Tensor denoised;  ///< the clean latents as foreseen now (x0), for previews // [B, 4, H/8, W/8]
};

/// The next standard normal field of one run, the latents' shape. // → [B, 4, H/8, W/8] float32
using NoiseSource = std::function<at::Tensor()>;

/// One way from noise to latents over a schedule. A sampler remembers earlier steps: one sampler is one run, whose
/// steps are taken once each, in order, up to the last. A run may begin in the middle (at `first_step`); then its first
/// step is of order 1. Latents and model outputs have the same shape; sums are formed in float32 and given back in the
/// latents' type.
class Sampler {
 public:
  virtual ~Sampler() = default;
  Sampler(const Sampler&) = delete;
  Sampler& operator=(const Sampler&) = delete;

  /// The levels of this run, a step for each of `timesteps`; `initial_scale` times standard noise is where it begins.
  [[nodiscard]] const NoiseSchedule& schedule() const { return schedule_; }
  /// What the denoiser is shown at this step. // [B, 4, H/8, W/8] → same
  [[nodiscard]] virtual at::Tensor scale_input(const at::Tensor& latents, int step) const = 0;
  /// Clean latents at the noise level before this step, in this sampler's own scaling; `step` may also be the number of
  /// steps: the level after the last. // [B, 4, H/8, W/8] twice → same
  [[nodiscard]] at::Tensor noised(const at::Tensor& clean, const at::Tensor& noise, int step) const;
  /// From the denoiser's (guided) output to the next latents. An `edit` changes the clean latents as foreseen before
  /// the sampler uses them; without one the foreseen ones are used as they are. // [B, 4, H/8, W/8] twice → Step
  /// Throws Error(invalid_argument) when the schedule has no such step.
  [[nodiscard]] Step step(const at::Tensor& model_output, const at::Tensor& latents, int step,
                          const DenoisedEdit& edit = {});

 protected:
  explicit Sampler(NoiseSchedule schedule) : schedule_(std::move(schedule)) {}
  [[nodiscard]] double sigma(int step) const { return schedule_.sigmas[std::size_t(step)]; }
  [[nodiscard]] int timestep(int step) const { return int(schedule_.timesteps[std::size_t(step)]); }
  [[nodiscard]] int step_count() const { return int(schedule_.timesteps.size()); }

 private:
  [[nodiscard]] virtual NoiseLevel level(int step) const = 0;
  /// One step on float32 latents. // [B, 4, H/8, W/8] twice → Step, float32
  [[nodiscard]] virtual Step advance(const at::Tensor& model_output, const at::Tensor& x, int step,
                                     const DenoisedEdit& edit) = 0;

  NoiseSchedule schedule_;
};

/// The sampler that a config names. Euler a, DPM++ 2M SDE, LCM, TCD, and DDIM with eta above 0 ask `noise` for one
/// field per step, in diffusers' order and count, so that a stream that gave the initial latents first gives its
/// pictures. Throws what make_schedule throws, and Error(invalid_argument) when noise is needed and missing.
[[nodiscard]] std::unique_ptr<Sampler> make_sampler(const ScheduleConfig& config, int steps, NoiseSource noise = {});

/// Where a run begins that changes a picture with a strength of 0…1 (1: from noise), as an index into
/// `schedule().timesteps`: the schedule's end leaves nothing to do. diffusers' rule: the last int(steps·strength) steps
/// are taken, and Heun looks twice at each. Throws Error(invalid_argument) for another strength.
[[nodiscard]] int first_step(const ScheduleConfig& config, int steps, double strength);

}  // namespace koma::samplers
