// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/outpaint_pipeline.h"

#include <cmath>

#include "engine/base/error.h"
#include "engine/pipelines/repaint_pipeline.h"
#include "engine/pipelines/repaint_pixels.h"
#include "engine/pipelines/schedule_choice.h"

namespace koma::pipelines {

namespace {

constexpr int longest_side = 4096;

/// The whole frame in pixels of the picture, and where the picture lies in it.
struct Frame {
  int width = 0, height = 0;
  PixelRect place;
};

Frame frame_around(const Image& picture, const UnitBox& box) {
  const double width = picture.width() / double(box.right - box.left);
  const double height = picture.height() / double(box.bottom - box.top);
  const bool sane = box.right > box.left && box.bottom > box.top && width <= longest_side && height <= longest_side;
  if (!sane) {
    throw Error(ErrorCode::invalid_argument,
                "makes the grown picture larger than " + std::to_string(longest_side) +
                    " pixels along a side; let the panel grow less, or draw it anew",
                "$.init_box");
  }
  return {int(std::lround(width)),
          int(std::lround(height)),
          {int(std::lround(box.left * width)), int(std::lround(box.top * height)), picture.width(), picture.height()}};
}

/// What this pass has changed, and what those before had in the picture that lies at `place` in it.
Image together(const Image& now, const Image& before, const PixelRect& place) {
  if (before.empty()) return now;
  cv::Mat sum = view_of(now).clone();
  cv::Mat part = sum(cv::Rect(place.left, place.top, place.width, place.height));
  part = cv::max(part, view_of(before));
  return image_of(sum);
}

}  // namespace

OutpaintPipeline::OutpaintPipeline(LoadedModel& model, const api::GenerationRequest& request,
                                   const PanelOptions& options, const std::stop_token& stop)
    : model_(model), request_(request), options_(options), stop_(stop), picture_(api::pixels_of(request.init_picture)) {
  request_.strength = 1;  // there is nothing in the new area to keep
  const Frame frame = frame_around(picture_, *request.init_box);
  place_ = frame.place;
  passes_ = growth_passes(place_, frame.width, frame.height);
  const auto sampler = samplers::make_sampler(schedule_choice(request_, model.set()), *request_.steps);
  steps_ = int(passes_.size() * sampler->schedule().timesteps.size());
}

PanelPicture OutpaintPipeline::draw(const std::function<void(const StepReport&)>& report) {
  const PixelRect whole = passes_.back();
  PanelPicture result;
  Image changed;
  int before = 0;
  for (const PixelRect& pass : passes_) {
    const PixelRect place{place_.left - pass.left, place_.top - pass.top, place_.width, place_.height};
    const GrownPicture grown = grow_picture(picture_, place, pass.width, pass.height);
    const UnitBox seen = part_of(pass, whole.width, whole.height);
    const api::GenerationRequest part = request_of_part(request_, seen);
    PanelOptions options = options_;
    options.panel_part = seen;
    RepaintPipeline pipeline(model_, part, {grown.picture, grown.mask, true}, options, stop_);
    result = pipeline.draw([&](const StepReport& step) {
      report({before + step.step, step.output, step.latents, step.denoised});
    });
    before += pipeline.steps();
    notes_ = pipeline.notes();
    picture_ = result.image;
    place_ = pass;
    changed = together(result.changed, changed, place);
  }
  result.changed = std::move(changed);
  return result;
}

}  // namespace koma::pipelines
