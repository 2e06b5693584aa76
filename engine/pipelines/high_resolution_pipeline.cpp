// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/high_resolution_pipeline.h"

#include "engine/pipelines/first_sides.h"
#include "engine/pipelines/repaint_steps.h"
#include "engine/pipelines/schedule_choice.h"

namespace koma::pipelines {

namespace {

constexpr const char* drawn_in_one = "The picture is not larger than its first pass, so it was drawn in one.";

/// The area of the pictures that a checkpoint was trained on.
int own_area(const models::ModelSet& set) {
  const std::int64_t side = std::int64_t(set.layout.sample_size) * set.vae_config.factor();
  return int(side * side);
}

int steps_of_pass(const api::GenerationRequest& request, const models::ModelSet& set, double strength) {
  const samplers::ScheduleConfig schedule = schedule_choice(request, set);
  const RepaintSteps part = repaint_steps(*request.steps, strength);
  const auto sampler = samplers::make_sampler(schedule, part.steps);
  return int(sampler->schedule().timesteps.size()) - samplers::first_step(schedule, part.steps, part.strength());
}

}  // namespace

HighResolutionPipeline::HighResolutionPipeline(LoadedModel& model, const api::GenerationRequest& request,
                                               const PanelOptions& options, const std::stop_token& stop)
    : model_(model), request_(request), options_(options), stop_(stop) {
  const api::HighResolution& high = *request.high_resolution;
  const FirstSides first =
      first_sides(*request.width, *request.height, high.first_area.value_or(own_area(model.set())));
  first_width_ = first.width;
  first_height_ = first.height;
  twice_ = first != FirstSides{*request.width, *request.height};
  request_.high_resolution.reset();
  steps_ = steps_of_pass(request_, model.set(), 1);
  if (twice_) steps_ += steps_of_pass(request_, model.set(), high.strength);
  options_.redraw = Redraw{{}, {}, high.strength};
}

api::GenerationRequest HighResolutionPipeline::first_request() const {
  api::GenerationRequest first = request_;
  first.width = first_width_;
  first.height = first_height_;
  return first;
}

PanelPicture HighResolutionPipeline::draw(const std::function<void(const StepReport&)>& report) {
  PanelOptions small = options_;
  small.redraw.reset();
  if (twice_) small.recorded.noise = at::Tensor();  // recorded noise has the picture's own size
  PanelPipeline first(model_, first_request(), small, stop_);
  PanelPicture picture = first.draw(report);
  notes_ = first.notes();
  if (!twice_) {
    notes_.emplace_back(drawn_in_one);
    return picture;
  }
  const int before = first.steps();
  options_.redraw->picture = picture.image;
  PanelPipeline second(model_, request_, options_, stop_);
  picture = second.draw([&](const StepReport& step) {
    report({before + step.step, step.output, step.latents, step.denoised});
  });
  notes_ = second.notes();
  return picture;
}

}  // namespace koma::pipelines
