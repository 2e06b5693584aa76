// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/model_fit.h"

#include "ui/models/model_words.h"

namespace koma::ui {
namespace {

void fitPeople(api::GenerationRequest& request, const manga::Project& project, const manga::Panel& panel) {
  request.characters.clear();
  for (const manga::CharacterBox& box : panel.characters) {
    const manga::Character* member = manga::find_character(project, box.character);
    if (box.hidden || !member || member->description.empty()) continue;
    if (!request.prompt.empty()) request.prompt += ", ";
    request.prompt += member->description;
  }
}

void fitParts(api::GenerationRequest& request, const api::ModelEntry& model,
              const std::vector<api::ModelEntry>& models) {
  const auto unfit = [&](const std::string& idOrPath, api::ModelKind kind) {
    return !whyUnfit({}, findModel(models, idOrPath, kind), &model, true).isEmpty();
  };
  std::erase_if(request.loras, [&](const api::Lora& lora) { return unfit(lora.file.string(), api::ModelKind::lora); });
  std::erase_if(request.controls,
                [&](const api::Control& control) { return unfit(control.model, api::ModelKind::controlnet); });
}

}  // namespace

void fitToModel(api::GenerationRequest& request, const api::ModelEntry& model,
                const std::vector<api::ModelEntry>& models, const manga::Project& project, const manga::Panel& panel) {
  const api::ModelAbilities& abilities = model.abilities;
  if (!abilities.dialog_boxes) request.dialog_boxes.clear();
  if (!abilities.negative_prompt) request.negative_prompt.reset();
  if (!abilities.characters) fitPeople(request, project, panel);
  if (!abilities.samplers) {
    request.sampler.reset();
    request.sigmas.reset();
    request.timestep_spacing.reset();
  }
  fitParts(request, model, models);
}

}  // namespace koma::ui
