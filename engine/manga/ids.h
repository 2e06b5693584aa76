// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/base/id.h"

namespace koma::manga {

struct Page;
struct Panel;
struct Character;
struct Balloon;
struct Take;

using PageId = Id<Page>;
using PanelId = Id<Panel>;
using CharacterId = Id<Character>;
using BalloonId = Id<Balloon>;
using TakeId = Id<Take>;

/// A picture of the project by the SHA-256 of its bytes and its kind: "3f…9a.png". Empty means none.
using AssetId = std::string;

/// Fields that this version does not know; they are written back as they were read, so that a newer version's work
/// survives a round trip through an older one. Null when there are none.
using UnknownFields = nlohmann::json;

}  // namespace koma::manga
