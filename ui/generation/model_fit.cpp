// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/model_fit.h"

#include <algorithm>

#include "engine/api/panel_review.h"
#include "ui/models/model_words.h"

namespace koma::ui {
namespace {

void describe(api::GenerationRequest& request, const manga::Project& project, const manga::CharacterBox& box) {
  const manga::Character* member = manga::find_character(project, box.character);
  if (!member || member->description.empty()) return;
  if (!request.prompt.empty()) request.prompt += ", ";
  request.prompt += member->description;
}

void describeAll(api::GenerationRequest& request, const manga::Project& project, const manga::Panel& panel) {
  request.characters.clear();
  for (const manga::CharacterBox& box : panel.characters) {
    if (!box.hidden) describe(request, project, box);
  }
}

/// The request's characters are the panel's boxes that are not hidden, in their order.
void leavePeopleOut(api::GenerationRequest& request, const api::ModelAbilities& abilities,
                    const manga::Project& project, const manga::Panel& panel) {
  const auto warnings = api::review_panel(project, panel.id, abilities, [](const manga::AssetId&) { return true; });
  std::vector<api::PlacedCharacter> kept;
  std::size_t next = 0;
  for (std::size_t i = 0; i < panel.characters.size() && next < request.characters.size(); ++i) {
    if (panel.characters[i].hidden) continue;
    api::PlacedCharacter& character = request.characters[next++];
    const auto warning = std::ranges::find_if(
        warnings, [i](const api::PanelWarning& one) { return one.box == i && api::leaves_out(one.flaw); });
    if (warning == warnings.end()) {
      kept.push_back(std::move(character));
    } else if (warning->flaw == api::PanelFlaw::surplus_character) {
      describe(request, project, panel.characters[i]);
    }
  }
  request.characters = std::move(kept);
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

bool takesSubjects(const api::ModelEntry& model) {
  return model.family == "sdxl";
}

api::ModelAbilities abilitiesWith(const api::ModelEntry& model, const manga::DrawingSettings& drawing) {
  constexpr int mostSubjects = 4;  // as the engine takes
  api::ModelAbilities abilities = model.abilities;
  if (!takesSubjects(model) || !manga::has_adapter(drawing)) return abilities;
  abilities.characters = true;
  abilities.max_characters = mostSubjects;
  return abilities;
}

void fitToModel(api::GenerationRequest& request, const api::ModelEntry& model,
                const std::vector<api::ModelEntry>& models, const manga::Project& project, const manga::Panel& panel) {
  const api::ModelAbilities abilities = abilitiesWith(model, manga::drawing_of(project, panel));
  if (!takesSubjects(model)) request.subject_adapter.reset();
  if (!request.subject_adapter || request.regions) request.layout.reset();
  if (!abilities.dialog_boxes) request.dialog_boxes.clear();
  if (!abilities.negative_prompt) request.negative_prompt.reset();
  if (!abilities.agent) request.mllm = {};
  if (abilities.characters) {
    leavePeopleOut(request, abilities, project, panel);
  } else {
    describeAll(request, project, panel);
    request.character_scale.reset();
  }
  if (!abilities.samplers) {
    request.sampler.reset();
    request.sigmas.reset();
    request.timestep_spacing.reset();
  }
  fitParts(request, model, models);
}

}  // namespace koma::ui
