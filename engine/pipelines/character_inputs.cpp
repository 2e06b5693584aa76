// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/character_inputs.h"

#include "engine/base/error.h"

namespace koma::pipelines {

Image reference_picture(const api::PlacedCharacter& character, std::size_t i, std::size_t k) {
  try {
    return api::pixels_of(character.references[k]);
  } catch (const Error& error) {
    const std::string who = character.name.empty() ? "" : " (" + character.name + ")";
    throw Error(
        error.code(), error.sentence(),
        "$.characters[" + std::to_string(i) + "]" + who + ".references[" + std::to_string(k) + "], " + error.place());
  }
}

std::vector<conditioning::CharacterInput> character_inputs(const api::GenerationRequest& request,
                                                           const models::ModelSet& set, const PanelSize& size,
                                                           std::vector<std::string>& notes) {
  const auto factor = int(set.vae_config.factor());
  api::GenerationRequest drawing = request;  // boxes in 0…1 of the drawing
  drawing.characters = at_most(drawing.characters, set.traits.characters);
  for (api::PlacedCharacter& character : drawing.characters) character.box = in_drawing(character.box, size);
  std::vector<conditioning::CharacterCodes> codes(drawing.characters.size());
  if (!set.traits.controls.empty()) {
    codes = conditioning::character_codes(drawing, set.traits.controls, size.drawn_width(factor),
                                          size.drawn_height(factor), notes);
  }
  std::vector<conditioning::CharacterInput> inputs;
  for (std::size_t i = 0; i < drawing.characters.size(); ++i) {
    const api::PlacedCharacter& character = drawing.characters[i];
    conditioning::CharacterInput input{character.name, {}, character.box, character.strength.value_or(1), codes[i]};
    for (std::size_t k = 0; k < character.references.size(); ++k) {
      input.references.push_back(reference_picture(character, i, k));
    }
    if (input.references.empty()) {
      notes.push_back("Character " + std::to_string(i + 1) +
                      (character.name.empty() ? "" : " (" + character.name + ")") +
                      " has no reference picture, so its looks are left to the model.");
    }
    inputs.push_back(std::move(input));
  }
  return inputs;
}

}  // namespace koma::pipelines
