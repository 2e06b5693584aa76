// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/denoise_loop.h"

#include <ATen/ATen.h>

#include <optional>

#include "engine/models/condition_rows.h"
#include "engine/pipelines/graphed_step.h"

namespace koma::pipelines {

namespace {

/// Where in a run a step is, for conditions that hold in a part of it.
struct Progressed {
  int step = 0, steps = 0;
  /// A step belongs to a part when it lies in it from its beginning to its end (diffusers' ControlNet pipelines).
  [[nodiscard]] bool within(double start, double end) const {
    return double(step) / steps >= start && double(step + 1) / steps <= end;
  }
};

/// The denoiser with whatever leads it, for R rows.
class LedDenoiser {
 public:
  explicit LedDenoiser(const Denoising& job)
      : job_(job),
        step_([this](const std::vector<at::Tensor>& inputs) { return run(inputs); },
              job.recorded ? tensors::step_recorder() : nullptr) {}
  LedDenoiser(const LedDenoiser&) = delete;
  LedDenoiser& operator=(const LedDenoiser&) = delete;

  /// shown [R, 4 or 9, h, w], time [R] → [R, 4, h, w] float32. One row: the positive one.
  at::Tensor operator()(const at::Tensor& shown, const at::Tensor& time, const Progressed& at) {
    const bool single = is_single(shown);
    if (single && !single_) make_single();
    std::optional<models::ControlResiduals> residuals;
    for (std::size_t i = 0; i < job_.controls.size(); ++i) {
      const ControlStep& control = job_.controls[i];
      if (control.scale == 0 || !at.within(control.start, control.end)) continue;
      const auto& conditions = single ? single_controls_[i] : control.conditions;
      const at::Tensor hint = single ? control.hint.slice(0, 0, 1) : control.hint;
      const at::Tensor latents = shown.slice(1, 0, 4);
      auto added = control.net.forward(latents, time, hint, conditions, control.scale);
      if (residuals) {
        *residuals += added;
      } else {
        residuals = std::move(added);
      }
    }
    std::vector<at::Tensor> inputs{shown, time};
    if (residuals) {
      inputs.insert(inputs.end(), residuals->down.begin(), residuals->down.end());
      inputs.push_back(residuals->mid);
    }
    const at::Tensor output = step_(inputs);
    if (auto note = step_.take_note(); note && job_.notes != nullptr) job_.notes->push_back(std::move(*note));
    return output;
  }

 private:
  /// shown, time and, with ControlNets, their residuals, the middle's last.
  [[nodiscard]] at::Tensor run(const std::vector<at::Tensor>& inputs) const {
    models::ControlResiduals residuals;
    if (inputs.size() > 2) {
      residuals.down.assign(inputs.begin() + 2, inputs.end() - 1);
      residuals.mid = inputs.back();
    }
    return job_.unet.forward(inputs[0], inputs[1], is_single(inputs[0]) ? *single_ : job_.conditions, &residuals)
        .to(at::kFloat);
  }

  [[nodiscard]] bool is_single(const at::Tensor& shown) const {
    return shown.size(0) < job_.conditions.conditions.text.size(0);
  }

  void make_single() {
    single_ = models::last_row(job_.conditions);
    for (const ControlStep& control : job_.controls) single_controls_.push_back(models::last_row(control.conditions));
  }

  const Denoising& job_;
  std::optional<models::PreparedConditions> single_;
  std::vector<models::PreparedConditions> single_controls_;
  GraphedStep step_;  // last: its graphs use what stands above
};

}  // namespace

at::Tensor denoise(const Denoising& job, const Start& start, const std::stop_token& stop,
                   const std::function<void(const StepReport&)>& report) {
  const std::vector<double>& timesteps = job.sampler.schedule().timesteps;
  const int steps = int(timesteps.size()) - start.step;
  LedDenoiser denoiser(job);
  at::Tensor latents = start.latents;  // [1, 4, h, w]
  for (int index = 0; index < steps; ++index) {
    check(stop);
    const int k = start.step + index;
    const std::int64_t rows = job.guidance.active_at(k, int(timesteps.size())) ? 2 : 1;
    if (job.hooks.before) latents = job.hooks.before(latents, k);
    at::Tensor shown = job.sampler.scale_input(latents, k);
    if (job.extra_inputs.defined()) shown = at::cat({shown, job.extra_inputs}, 1);  // [1, 9, h, w]
    shown = shown.to(job.dtype).expand({rows, -1, -1, -1});
    const at::Tensor time = at::full({rows}, timesteps[std::size_t(k)], latents.options());
    const at::Tensor output = denoiser(shown, time, {index, steps});  // [R, 4, h, w]
    const at::Tensor direction =
        rows == 1 ? output : samplers::guided(output.slice(0, 0, 1), output.slice(0, 1), job.guidance);
    samplers::DenoisedEdit edit;
    if (job.hooks.foreseen) edit = [&](const at::Tensor& denoised) { return job.hooks.foreseen(denoised, k); };
    const samplers::Step step = job.sampler.step(direction, latents, k, edit);
    latents = job.hooks.after ? job.hooks.after(step.latents, k) : step.latents;
    const auto& layout = job.conditions.conditions.found_layout;
    report({index, output, latents, step.denoised, layout ? layout->finest() : at::Tensor()});
  }
  return latents;
}

}  // namespace koma::pipelines
