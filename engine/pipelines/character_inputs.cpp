// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/character_inputs.h"

#include "engine/base/error.h"
#include "engine/base/picture_file.h"
#include "engine/conditioning/extras.h"

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
  const std::vector<models::Extra>& extras = set.traits.extras;
  for (api::PlacedCharacter& person : conditioning::people_of_regions(request, extras, *request.width, *request.height))
    drawing.characters.push_back(std::move(person));
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
      const std::string who =
          "Character " + std::to_string(i + 1) + (character.name.empty() ? "" : " (" + character.name + ")");
      const models::Extra* extra = conditioning::extra_for(character.phrase, extras, *request.seed, i);
      if (extra && !request.upstream_quirks) {
        input.references.push_back(read_picture(extra->picture));
        notes.push_back(who + " has no reference picture; the model's extra " + extra->picture.stem().string() +
                        " plays it.");
      } else {
        notes.push_back(who + " has no reference picture, so its looks are left to the model.");
      }
    }
    inputs.push_back(std::move(input));
  }
  return inputs;
}

}  // namespace koma::pipelines
