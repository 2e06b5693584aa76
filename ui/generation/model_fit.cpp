// SPDX-License-Identifier: Apache-2.0
#include "ui/generation/model_fit.h"

namespace koma::ui {

void fitToModel(api::GenerationRequest& request, const api::ModelAbilities& abilities, const manga::Project& project,
                const manga::Panel& panel) {
  if (!abilities.dialog_boxes) request.dialog_boxes.clear();
  if (!abilities.negative_prompt) request.negative_prompt.reset();
  if (abilities.characters) return;
  request.characters.clear();
  for (const manga::CharacterBox& box : panel.characters) {
    const manga::Character* member = manga::find_character(project, box.character);
    if (box.hidden || !member || member->description.empty()) continue;
    if (!request.prompt.empty()) request.prompt += ", ";
    request.prompt += member->description;
  }
}

}  // namespace koma::ui
