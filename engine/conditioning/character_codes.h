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
  int view = 0;    ///< front, profile, back; only for a model that knows views
  friend bool operator==(const CharacterCodes&, const CharacterCodes&) = default;
};

/// The codes of every character of a request. A field of the request decides; else a word of the character's phrase;
/// else of the prompt, where the k-th mention belongs to the k-th character and a single one to all; else the resting
/// value, which is the vocabulary's first. Without a word the shot follows from the box (engine/base/head_frame.h), the
/// side from the seed: a panel of people who all look the same way would be dull. A view is asked for by the facing
/// "front" or "back" or by words like "from behind"; the bare words "front" and "back" mean many other things in a
/// prompt and count in the pose only. `width` and `height` are the panel's pixels. Words that the vocabulary lacks are
/// reported in `notes`.
[[nodiscard]] std::vector<CharacterCodes> character_codes(const api::GenerationRequest& request,
                                                          const models::ControlVocabulary& vocabulary, int width,
                                                          int height, std::vector<std::string>& notes);

/// The prompt for the text encoders: the request's, then the characters' phrases; for a model without codes also
/// expressions, poses, sides and the shot in words. Where a model knows places and nothing names one, the seed chooses
/// the place, a note tells which, and its words are added: such a model draws what it is told and invents nothing. Not
/// with `upstream_quirks`.
[[nodiscard]] std::string full_prompt(const api::GenerationRequest& request,
                                      const models::ControlVocabulary& vocabulary, std::vector<std::string>& notes);

/// Every place of a text that means a value of the list, in order: indices of values. Matches whole words, whatever
/// their case; the longest word wins.
[[nodiscard]] std::vector<int> mentions(const std::string& text, const std::vector<models::ControlValue>& values);

}  // namespace koma::conditioning
