// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "engine/manga/project.h"
#include "engine/manga/proposal.h"
#include "engine/planning/answer_fields.h"

/// Answers become proposals: every field is looked at, whatever the server promised. Numbers are clamped, texts cut and
/// freed of odd signs, fields that nobody asked for are passed over; nothing in an answer is ever carried out. All
/// throw Error(invalid_file) with the JSON path, in words that can be told to the model: "$.rows[0].panels: is
/// missing".
namespace koma::planning {

[[nodiscard]] manga::RecaptionProposal read_recaption(const nlohmann::json& answer, manga::PanelId panel);

/// Regions in the order of their layers.
[[nodiscard]] manga::RegionProposal read_regions(const nlohmann::json& answer, manga::PanelId panel,
                                                 const SeenPicture& seen);
/// People keep the boxes of the answer where these make sense; balloons have none yet.
[[nodiscard]] manga::PageProposal read_page(const nlohmann::json& answer, manga::PageId page);
[[nodiscard]] manga::CharacterProposal read_character(const nlohmann::json& answer, manga::CharacterId character);
/// Lines are numbered from 1 as `balloons`. Every one must be there; of two with one number the last counts.
[[nodiscard]] manga::TranslationProposal read_translation(const nlohmann::json& answer, const std::string& language,
                                                          const std::vector<manga::BalloonId>& balloons);

}  // namespace koma::planning
