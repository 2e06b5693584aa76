// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/conditioning/character_conditioning.h"
#include "engine/pipelines/panel_size.h"

namespace koma::pipelines {

/// The request's characters as the model is to draw them: boxes in 0…1 of the drawing, words as codes where the model
/// has codes, no more than it has places. Where a model has extras, they join for regions that name somebody, and play
/// whoever has no reference picture. Reads the pictures. `notes` say what was left to the model.
[[nodiscard]] std::vector<conditioning::CharacterInput> character_inputs(const api::GenerationRequest& request,
                                                                         const models::ModelSet& set,
                                                                         const PanelSize& size,
                                                                         std::vector<std::string>& notes);

/// The pixels of the k-th reference of the i-th character; whatever is wrong with them is said of both.
/// Throws Error(not_found | unreadable | invalid_file).
[[nodiscard]] Image reference_picture(const api::PlacedCharacter& character, std::size_t i, std::size_t k);

/// The first `places` entries, as many as a model takes.
template <class T>
std::vector<T> at_most(std::vector<T> values, int places) {
  if (values.size() > std::size_t(places)) values.resize(std::size_t(places));
  return values;
}

}  // namespace koma::pipelines
