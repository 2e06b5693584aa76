// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "engine/base/head_frame.h"
#include "engine/manga/conversation.h"
#include "engine/manga/ids.h"

namespace koma::manga {

/// A picture of a character and the part of it that counts, in 0…1 of the picture.
struct Reference {
  AssetId picture;
  UnitBox crop{0, 0, 1, 1};
  UnknownFields unknown;
  friend bool operator==(const Reference&, const Reference&) = default;
};

/// A member of the cast: the same person in every panel.
struct Character {
  CharacterId id;
  std::string name;
  std::string description;         ///< words that join the prompt of models without references
  std::string colour = "#4878a8";  ///< of its boxes, as #rrggbb
  std::vector<Reference> references;
  double strength = 1;        ///< 0…2, what a new box starts with
  Conversation conversation;  ///< with an assistant, about the reference pictures
  UnknownFields unknown;
  friend bool operator==(const Character&, const Character&) = default;
};

}  // namespace koma::manga
