// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/subject_drawing.h"

#include <ATen/ATen.h>

#include "engine/api/request_boxes.h"
#include "engine/conditioning/layout_conditioning.h"
#include "engine/pipelines/character_inputs.h"

namespace koma::pipelines {

SubjectDrawing::SubjectDrawing(const api::GenerationRequest& request, const PanelSize& size,
                               std::vector<std::string>& notes)
    : adapter_(*request.subject_adapter),
      layout_(request.layout.value_or(api::SubjectLayout{})),
      subjects_(request.characters),
      latent_(size.latent),
      scale_(*request.character_scale),
      quirks_(request.upstream_quirks) {
  heard_ = quirks_ && !request.controls.empty();
  for (std::size_t i = 0; i < subjects_.size(); ++i) {
    const api::PlacedCharacter& subject = subjects_[i];
    const bool placed = api::flaw_of(subject.box) == api::BoxFlaw::none;
    if (!placed && !layout_.automatic) {
      notes.push_back(who(i) +
                      " has a box without area, so its picture changes nothing; give it a box, or let the "
                      "layout be found (layout, mode \"auto\").");
    }
    if (!placed && !layout_.automatic && !heard_) continue;
    for (std::size_t k = 0; k < subject.references.size(); ++k) {
      pictures_.push_back(
          {reference_picture(subject, i, k), i, in_drawing(subject.box, size), subject.strength.value_or(1)});
    }
  }
  seen_ = scale_ != 0 && !pictures_.empty();
  heard_ = heard_ && !pictures_.empty();
}

std::string SubjectDrawing::who(std::size_t subject) const {
  const std::string& name = subjects_[subject].name;
  return "Character " + std::to_string(subject + 1) + (name.empty() ? "" : " (" + name + ")");
}

std::vector<std::string> SubjectDrawing::phrases() const {
  std::vector<std::string> result;
  for (const api::PlacedCharacter& subject : subjects_) result.push_back(subject.phrase);
  return result;
}

void SubjectDrawing::hear(LoadedModel& model, const Prompt& prompt, const Between& between,
                          std::vector<std::string>& notes) {
  if (!seen_ && !heard_) return;
  phrases_ = model.phrases(phrases(), between);
  if (!finds_layout()) return;
  spans_ = model.spans(phrases(), prompt.text, prompt.options, quirks_);
  for (std::size_t i = 0; i < spans_.size(); ++i) {
    if (!spans_[i].empty()) continue;
    notes.push_back(who(i) + " has the phrase \"" + subjects_[i].phrase +
                    "\", which the prompt does not say word for word, so its place cannot be found and its picture "
                    "changes nothing from step " +
                    std::to_string(std::max(layout_.start_step, 1)) + " on; write the phrase into the prompt.");
  }
}

void SubjectDrawing::tell(LoadedModel& model, models::UNetConditions& conditions, const Between& between) {
  if (!seen_ && !heard_) return;
  const models::SubjectAdapter& adapter = model.subject_adapter(adapter_, between);
  const tensors::Placement& placement = model.set().placement;
  std::vector<UnitBox> boxes;
  std::vector<at::Tensor> phrases;
  for (const conditioning::SubjectPicture& each : pictures_) {
    boxes.push_back(each.box);
    phrases.push_back(phrases_[std::int64_t(each.subject)]);
  }
  const at::Tensor edges = conditioning::box_tensor(boxes, std::int64_t(boxes.size())).to(placement.device);
  const models::Grounding grounding{at::stack(phrases), edges, layout_.drop_grounding};
  const at::Tensor pixels = conditioning::subject_pixels(pictures_, adapter.vision());
  const at::Tensor tokens = adapter.tokens(pixels, grounding).flatten(0, 1).unsqueeze(0);  // [1, P · tokens, X]
  between();
  if (heard_) {
    const at::Tensor dummies = adapter.dummy_tokens();
    tokens_ = dummies.defined() ? at::cat({dummies.unsqueeze(0), tokens}, 1) : tokens;
  }
  const std::int64_t each = adapter.tokens_per_picture();
  if (seen_) {
    projected_ = adapter.project(tokens, conditioning::token_strength(pictures_, each));
    const conditioning::SubjectGrid grid{latent_, each, placement, quirks_};
    conditioning::SubjectReach reach = conditioning::subject_reach(pictures_, grid, model.set().unet_config);
    conditions.image_masks = std::move(reach.masks);
    conditions.image_inside = std::move(reach.inside);
    conditions.image_scale = scale_;
  }
  if (finds_layout()) {
    nn::LayoutSearch search{{}, each, layout_.mask_threshold, layout_.start_step};
    for (const conditioning::SubjectPicture& picture : pictures_) search.spans.push_back(spans_[picture.subject]);
    conditions.found_layout = std::make_shared<nn::FoundLayout>(std::move(search));
  }
  model.done_with_subjects();
}

void SubjectDrawing::join(models::PreparedConditions& prepared, const models::UNet2DConditionModel& denoiser) const {
  if (seen_) projected_.join(prepared, denoiser);
}

models::UNetConditions SubjectDrawing::for_control(const models::UNetConditions& conditions) const {
  models::UNetConditions told = conditions;
  if (!heard_) return told;
  at::Tensor rows = tokens_.to(told.text.dtype());
  if (told.text.size(0) > 1) rows = at::cat({at::zeros_like(rows), rows});  // the negative half hears zeros
  told.text = at::cat({told.text, rows}, 1);
  return told;
}

}  // namespace koma::pipelines
