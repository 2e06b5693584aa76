// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/word_repaint_pipeline.h"

#include <iomanip>
#include <sstream>

#include "engine/base/error.h"
#include "engine/pipelines/repaint_pipeline.h"
#include "engine/pipelines/repaint_steps.h"
#include "engine/pipelines/schedule_choice.h"
#include "engine/pipelines/word_mask.h"

namespace koma::pipelines {

namespace {

// Noise enough to make the denoiser look where things are, little enough that they stay there.
constexpr int schedule_steps = 16;
constexpr double noised = 0.4;
constexpr double least_contrast =
    1.8;  // of mini: people 2.8 and more, what it does not see (or is not there) at most 1.5

/// A quick look at the picture: without guidance, and without what would draw something else than is there.
api::GenerationRequest search_request(const api::GenerationRequest& request, const LoadedModel& model) {
  api::GenerationRequest search = request;
  search.steps = schedule_steps;
  search.guidance_scale = 1;
  search.strength = noised;
  search.mask = {};
  search.repaint.reset();
  search.regions.reset();
  search.controls.clear();
  search.subject_adapter.reset();
  search.layout.reset();
  if (request.subject_adapter) search.characters.clear();
  const std::string& words = request.repaint->words;
  if (search.prompt.find(words) == std::string::npos || model.spans({words}, search.prompt, {}, false)[0].empty()) {
    search.prompt = search.prompt.empty() ? words : words + ", " + search.prompt;
  }
  return search;
}

int steps_of(const api::GenerationRequest& request, const models::ModelSet& set) {
  const RepaintSteps part = repaint_steps(*request.steps, request.strength);
  const samplers::ScheduleConfig config = schedule_choice(request, set);
  return int(samplers::make_sampler(config, part.steps)->schedule().timesteps.size()) -
         samplers::first_step(config, part.steps, part.strength());
}

}  // namespace

WordRepaintPipeline::WordRepaintPipeline(LoadedModel& model, const api::GenerationRequest& request,
                                         const PanelOptions& options, const std::stop_token& stop)
    : model_(model),
      request_(request),
      options_(options),
      stop_(stop),
      picture_(api::pixels_of(request.init_picture)),
      search_steps_(steps_of(search_request(request, model), model.set())),
      repaint_steps_(request.repaint->mask_only ? 0 : steps_of(request, model.set())) {}

PanelPicture WordRepaintPipeline::found(const std::function<void(const StepReport&)>& report) {
  const api::GenerationRequest search = search_request(request_, model_);
  PanelOptions options = options_;
  options.sought_words = request_.repaint->words;
  options.redraw = Redraw{picture_, {}, noised};
  PanelPipeline pipeline(model_, search, options, stop_);
  PanelPicture looked = pipeline.look(report);
  const WordMask seen =
      word_mask(pipeline.conditions().word_maps->maps(), pipeline.size(), picture_.width(), picture_.height());
  if (seen.contrast < least_contrast) {
    throw Error(ErrorCode::not_found,
                "the model does not see \"" + request_.repaint->words +
                    "\" in the picture; choose other words, or paint the mask",
                "$.repaint.words");
  }
  std::ostringstream times;
  times << std::fixed << std::setprecision(1) << seen.contrast;
  notes_.push_back("The model sees \"" + request_.repaint->words + "\" " + times.str() +
                   " times as strongly in the mask as beside it.");
  looked.image = seen.mask;
  return looked;
}

PanelPicture WordRepaintPipeline::draw(const std::function<void(const StepReport&)>& report) {
  PanelPicture mask = found(report);
  if (request_.repaint->mask_only) return mask;
  api::GenerationRequest repaint = request_;
  repaint.repaint->words.clear();
  RepaintPipeline pipeline(model_, repaint, {picture_, mask.image}, options_, stop_);
  PanelPicture drawn = pipeline.draw([&](const StepReport& step) {
    report({search_steps_ + step.step, step.output, step.latents, step.denoised, step.found});
  });
  const std::vector<std::string> notes = pipeline.notes();
  notes_.insert(notes_.end(), notes.begin(), notes.end());
  return drawn;
}

}  // namespace koma::pipelines
