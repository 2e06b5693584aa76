// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/api/generation_request.h"
#include "engine/models/model_traits.h"

namespace koma::conditioning {

/// What one character does, as a model with codes hears it; the indices are places in the model's ControlVocabulary.
struct CharacterCodes {
  int expression = 0, pose = 0, shot = 0;
  int facing = 0;  ///< +1 right, −1 left
  friend bool operator==(const CharacterCodes&, const CharacterCodes&) = default;
};

/// The codes of every character of a request. A field of the request decides; else a word of the character's phrase;
/// else of the prompt, where the k-th mention belongs to the k-th character and a single one to all; else the resting
/// value, which is the vocabulary's first. Without a word the shot follows from the box (engine/base/head_frame.h), the
/// side from the seed: a panel of people who all look the same way would be dull. `width` and `height` are the panel's
/// pixels. Words that the vocabulary lacks are reported in `notes`.
[[nodiscard]] std::vector<CharacterCodes> character_codes(const api::GenerationRequest& request,
                                                          const models::ControlVocabulary& vocabulary, int width,
                                                          int height, std::vector<std::string>& notes);

/// The prompt for the text encoders: the request's, then the characters' phrases; for a model without codes also
/// expressions, poses, sides and the shot in words.
[[nodiscard]] std::string full_prompt(const api::GenerationRequest& request,
                                      const models::ControlVocabulary& vocabulary);

/// Every place of a text that means a value of the list, in order: indices of values. Matches whole words, whatever
/// their case; the longest word wins.
[[nodiscard]] std::vector<int> mentions(const std::string& text, const std::vector<models::ControlValue>& values);

}  // namespace koma::conditioning
