// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/upscale_pipeline.h"

#include <algorithm>
#include <cmath>

#include "engine/api/machine_memory.h"
#include "engine/api/memory_forecast.h"
#include "engine/base/error.h"
#include "engine/pipelines/paste_back.h"
#include "engine/pipelines/repaint_pipeline.h"
#include "engine/pipelines/repaint_pixels.h"
#include "engine/pipelines/repaint_steps.h"
#include "engine/pipelines/schedule_choice.h"
#include "engine/pipelines/upscale_finish.h"

namespace koma::pipelines {

namespace {

constexpr const char* large_enough = "The picture is not smaller than asked for, so no network enlarged it.";
constexpr int tile_multiple = 64;

void expect_room(const UpscalePlan& plan) {
  const std::uint64_t free = api::machine_memory().free;
  if (free == 0 || plan.bytes <= free) return;
  throw Error(ErrorCode::out_of_memory, "enlarging to " + std::to_string(plan.width) + " × " +
                                            std::to_string(plan.height) + " pixels needs about " +
                                            api::size_text(plan.bytes) + ", and " + api::size_text(free) +
                                            " are free; choose a smaller size");
}

/// The side of a square of the area that the model was trained on.
int own_side(const models::ModelSet& set) {
  const double own = double(set.layout.sample_size) * double(set.vae_config.factor());
  const double area = set.traits.native_area ? double(*set.traits.native_area) : own * own;
  return std::max(tile_multiple, int(std::sqrt(area)) / tile_multiple * tile_multiple);
}

std::string cut_note(const Image& picture, const PixelRect& shown) {
  return "The picture has another shape; " + std::to_string(picture.width() - shown.width) + " columns and " +
         std::to_string(picture.height() - shown.height) + " rows at its edges were cut.";
}

}  // namespace

void refuse_upscale(const api::GenerationRequest& request) {
  const auto refuse = [](bool wrong, const char* field, const char* sentence) {
    if (wrong) throw Error(ErrorCode::invalid_argument, sentence, field);
  };
  refuse(request.init_picture.empty(), "$.upscale", "needs a picture to enlarge; give init_picture too");
  refuse(!request.width || !request.height, "$.upscale", "needs the wanted size; give width and height");
  refuse(request.count != 1, "$.count", "an enlarged picture is one picture; remove the field");
  const bool repaints = !request.mask.empty() || request.repaint || request.init_box;
  refuse(repaints, "$.upscale", "and repainting or growing exclude each other; do one after the other");
  refuse(request.high_resolution.has_value(), "$.upscale",
         "and high_resolution exclude each other; remove one of them");
  refuse(request.upstream_quirks, "$.upscale",
         "is ours, there is nothing upstream that it could follow; remove "
         "upstream_quirks");
}

api::GenerationRequest refine_request(const api::GenerationRequest& request, const models::ModelSet& set) {
  api::GenerationRequest tile = request;
  tile.upscale.reset();
  tile.width = std::min(*request.width, own_side(set));
  tile.height = std::min(*request.height, own_side(set));
  return tile;
}

UpscalePipeline::UpscalePipeline(const UpscaleHands& hands, const api::GenerationRequest& request,
                                 const PanelOptions& options, const std::stop_token& stop)
    : hands_(hands), request_(request), options_(options), stop_(stop) {
  Image picture = on_paper(api::pixels_of(request.init_picture));
  const bool grey = is_grey(picture);
  if (grey) picture = to_grey(picture);
  finish_ = request.upscale->finish.value_or(grey ? api::UpscaleFinish::pinned : api::UpscaleFinish::plain);
  plan_ = upscale_plan(picture, {*request.width, *request.height, hands.enlarger ? hands.enlarger->scale() : 0,
                                 finish_ == api::UpscaleFinish::ink});
  expect_room(plan_);
  picture_ = cropped(picture, plan_.shown);
  // A pixel is what rounding costs.
  if (picture.width() - plan_.shown.width > 1 || picture.height() - plan_.shown.height > 1) {
    notes_.push_back(cut_note(picture, plan_.shown));
  }
  if (hands.enlarger && plan_.passes == 0) notes_.emplace_back(large_enough);
  if (hands.model) {
    const int side = own_side(hands.model->set());
    overlap_ = side / 8;
    tiles_ = refine_tiles(plan_.width, plan_.height, side, overlap_);
  }
  steps_ = network_tiles() + refine_steps();
}

int UpscalePipeline::network_tiles() const {
  int count = 0, width = picture_.width(), height = picture_.height();
  for (int pass = 0; pass < plan_.passes; ++pass) {
    count += hands_.enlarger->tiles(width, height);
    width *= hands_.enlarger->scale();
    height *= hands_.enlarger->scale();
  }
  return count;
}

int UpscalePipeline::refine_steps() const {
  if (tiles_.empty()) return 0;
  const samplers::ScheduleConfig schedule = schedule_choice(request_, hands_.model->set());
  const RepaintSteps part = repaint_steps(*request_.steps, request_.upscale->refine);
  const auto sampler = samplers::make_sampler(schedule, part.steps);
  const int first = samplers::first_step(schedule, part.steps, part.strength());
  return int(tiles_.size()) * (int(sampler->schedule().timesteps.size()) - first);
}

Image UpscalePipeline::enlarged(const TileDone& done) const {
  Image result = picture_;
  for (int pass = 0; pass < plan_.passes; ++pass) {
    result = hands_.enlarger->enlarge(result, *request_.seed, [&] {
      done();
      check(stop_);
    });
  }
  return scaled(result, plan_.width, plan_.height);
}

void UpscalePipeline::refine_tile(Image& canvas, std::size_t index, const TileDone& done) {
  const PixelRect& tile = tiles_[index];
  const UnitBox part = part_of(tile, plan_.width, plan_.height);
  api::GenerationRequest request = request_of_part(request_, part);
  request.upscale.reset();
  request.init_picture = {};
  request.width = tile.width;
  request.height = tile.height;
  request.seed = (*request_.seed + index) & api::largest_seed;
  PanelOptions options = options_;
  options.panel_part = part;
  options.redraw = Redraw{cropped(canvas, tile), {}, request_.upscale->refine};
  PanelPipeline pipeline(*hands_.model, request, options, stop_);
  const PanelPicture drawn = pipeline.draw([&](const StepReport&) { done(); });
  const Image pixels =
      scaled(canvas.channels() == 1 ? to_grey(drawn.image) : to_rgb(drawn.image), tile.width, tile.height);
  canvas = paste_back(canvas, pixels, tile, refine_mask(tile, overlap_));
  if (index == 0) notes_.insert(notes_.end(), pipeline.notes().begin(), pipeline.notes().end());
}

Image UpscalePipeline::refined(const Image& picture, const TileDone& done) {
  Image canvas = picture;
  for (std::size_t index = 0; index < tiles_.size(); ++index) refine_tile(canvas, index, done);
  return canvas;
}

Image UpscalePipeline::draw(const std::function<void(int done)>& report) {
  int done = 0;
  const TileDone next = [&] { report(++done); };
  check(stop_);
  return upscale_finish(refined(enlarged(next), next), picture_, finish_);
}

}  // namespace koma::pipelines
