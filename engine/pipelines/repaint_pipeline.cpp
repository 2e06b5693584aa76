// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/repaint_pipeline.h"

#include <algorithm>

#include "engine/pipelines/picture_finish.h"
#include "engine/pipelines/repaint_finish.h"
#include "engine/pipelines/repaint_pixels.h"
#include "engine/pipelines/repaint_size.h"
#include "engine/pipelines/seam_repair.h"

namespace koma::pipelines {

namespace {

WorkingGrid grid_of(const models::ModelSet& set) {
  const auto factor = int(set.vae_config.factor());
  WorkingGrid grid;
  const std::int64_t own = std::int64_t(set.layout.sample_size) * factor;
  grid.native_area = set.traits.native_area.value_or(own * own);
  grid.multiple = set.traits.native_area ? set.traits.size_multiple : std::max(factor, 64);
  return grid;
}

/// Of the whole, as a box of the part.
UnitBox within(const UnitBox& box, const UnitBox& part) {
  const float width = part.right - part.left, height = part.bottom - part.top;
  return {(box.left - part.left) / width, (box.top - part.top) / height, (box.right - part.left) / width,
          (box.bottom - part.top) / height};
}

bool touches(const UnitBox& box) {
  return box.right > 0 && box.left < 1 && box.bottom > 0 && box.top < 1;
}

/// A part of what a picture's crop shows already.
UnitBox part_of_crop(const UnitBox& crop, const UnitBox& part) {
  const float width = crop.right - crop.left, height = crop.bottom - crop.top;
  return {crop.left + part.left * width, crop.top + part.top * height, crop.left + part.right * width,
          crop.top + part.bottom * height};
}

}  // namespace

UnitBox part_of(const PixelRect& rect, int width, int height) {
  return {float(rect.left) / float(width), float(rect.top) / float(height), float(rect.right()) / float(width),
          float(rect.bottom()) / float(height)};
}

api::GenerationRequest request_of_part(const api::GenerationRequest& request, const UnitBox& part) {
  api::GenerationRequest result = request;
  const auto placed = [](const UnitBox& box) { return box != UnitBox{}; };  // else it says that there is no box
  for (api::PlacedCharacter& character : result.characters) {
    if (placed(character.box)) character.box = within(character.box, part);
  }
  std::erase_if(result.characters, [&](const api::PlacedCharacter& character) {
    return placed(character.box) && !touches(character.box);
  });
  for (UnitBox& box : result.dialog_boxes) box = within(box, part);
  std::erase_if(result.dialog_boxes, [](const UnitBox& box) { return !touches(box); });
  for (api::Control& control : result.controls) control.picture.crop = part_of_crop(control.picture.crop, part);
  return result;
}

RepaintPipeline::RepaintPipeline(LoadedModel& model, const api::GenerationRequest& request, const RepaintCanvas& canvas,
                                 const PanelOptions& options, const std::stop_token& stop)
    : model_(model), request_(request), stop_(stop), picture_(canvas.picture), ink_(model.set().traits.ink) {
  const models::ModelSet& set = model.set();
  RepaintOptions wishes = RepaintOptions::of(request, grid_of(set));
  wishes.seed = *request.seed;
  wishes.mask_is_ready = canvas.mask_is_ready;
  plan_ = plan_repaint(picture_, canvas.mask, wishes);
  api::GenerationRequest part = request_of_part(request, part_of(plan_.crop, picture_.width(), picture_.height()));
  part.width = plan_.width;
  part.height = plan_.height;
  PanelOptions inner = options;
  inner.panel_part = part_of_crop(options.panel_part, part_of(plan_.crop, picture_.width(), picture_.height()));
  inner.size = repaint_size(plan_, picture_, int(set.vae_config.factor()));
  inner.size->window = {0, 0, 1, 1};  // the boxes are the part's already
  inner.redraw = Redraw{plan_.picture, plan_.whole ? Image() : plan_.denoise, request.strength};
  panel_ = std::make_unique<PanelPipeline>(model, part, inner, stop);
}

std::vector<std::string> RepaintPipeline::notes() const {
  std::vector<std::string> notes = plan_.notes;
  notes.insert(notes.end(), panel_->notes().begin(), panel_->notes().end());
  return notes;
}

PanelPicture RepaintPipeline::draw(const std::function<void(const StepReport&)>& report) {
  PanelPicture drawn = panel_->draw(report);
  // Ink comes last, after the tones are matched and at the crop's own size.
  const Image plain = picture_finish(drawn.decoded, {panel_->size(), false});
  std::function<Image(const Image&)> repair;
  if (asks_seam_repair(request_)) repair = [this](const Image& matched) { return repaired(matched); };
  FinishedRepaint finished = finish_repaint(plan_, picture_, plain, ink_, repair);
  drawn.image = std::move(finished.picture);
  drawn.changed = std::move(finished.changed);
  return drawn;
}

Image RepaintPipeline::repaired(const Image& matched) const {
  const auto restorer = model_.restorer(request_.repaint->restorer, [this] { check(stop_); });
  const bool grey = matched.channels() == 1;
  // All that is pasted counts as drawn, however faintly: half of a ramp in other pixels would be an edge of its own.
  const Image composite = scaled_mask(plan_.composite, plan_.width, plan_.height);
  const SeamPictures pictures{matched, grey ? to_grey(plan_.original) : to_rgb(plan_.original),
                              image_of(view_of(composite) > 0)};
  return repair_seam(*restorer, pictures,
                     {request_.repaint->seam_seed.value_or(*request_.seed), request_.repaint->seam_blend.value_or(1)});
}

}  // namespace koma::pipelines
