// SPDX-License-Identifier: Apache-2.0
#include "engine/api/panel_review.h"

#include <algorithm>

#include "engine/api/region_request.h"
#include "engine/api/request_boxes.h"
#include "engine/api/request_builder.h"
#include "engine/base/error.h"

namespace koma::api {

namespace {

/// The flaw of one box by itself; `drawn` counts those that the model is asked for so far.
std::vector<PanelWarning> review_box(const manga::CharacterBox& box, const manga::Character* member,
                                     const ModelAbilities& abilities, const HasPicture& has_picture, int& drawn) {
  std::vector<PanelWarning> found;
  const auto add = [&](PanelFlaw flaw, int number = 0, int count = 0) {
    found.push_back(
        {.flaw = flaw, .balloon = {}, .name = member ? member->name : "", .number = number, .count = count});
  };
  if (!member) {
    add(PanelFlaw::not_in_cast);
    return found;
  }
  // Of a model that takes no references boxes ask nothing.
  if (!abilities.characters) return found;
  const BoxFlaw flaw = flaw_of(box.box);
  if (flaw != BoxFlaw::none) {
    add(flaw == BoxFlaw::no_area ? PanelFlaw::no_area : PanelFlaw::outside);
    return found;
  }
  ++drawn;
  if (abilities.max_characters > 0 && drawn > abilities.max_characters) {
    add(PanelFlaw::surplus_character, drawn);
    found.back().most = abilities.max_characters;
    return found;
  }
  if (member->references.empty()) add(PanelFlaw::no_reference);
  for (std::size_t i = 0; i < member->references.size(); ++i) {
    if (!has_picture(member->references[i].picture)) {
      add(PanelFlaw::missing_picture, int(i) + 1, int(member->references.size()));
    }
  }
  return found;
}

void review_dialogs(const manga::Page& page, const manga::Panel& panel, const ModelAbilities& abilities,
                    std::vector<PanelWarning>& warnings) {
  if (!abilities.dialog_boxes || abilities.max_dialog_boxes <= 0) return;
  const std::vector<PlacedDialog> dialogs = placed_dialogs(page, panel);
  int number = abilities.max_dialog_boxes;
  for (const std::size_t i : surplus_dialogs(dialogs, abilities.max_dialog_boxes)) {
    const manga::BalloonId balloon = dialogs[i].balloon;
    warnings.push_back({.flaw = PanelFlaw::surplus_dialog,
                        .balloon = balloon,
                        .name = std::ranges::find(page.balloons, balloon, &manga::Balloon::id)->text,
                        .number = ++number,
                        .count = int(dialogs.size()),
                        .most = abilities.max_dialog_boxes});
  }
}

void review_regions(const manga::Panel& panel, std::vector<PanelWarning>& warnings) {
  for (std::size_t i = 0; i < panel.regions.size(); ++i) {
    if (panel.regions[i].hidden || asks(panel.regions[i])) continue;
    warnings.push_back({.flaw = PanelFlaw::wordless_region, .region = i, .balloon = {}, .name = ""});
  }
  const bool base = whole_prompt(panel).find_first_not_of(" \t\r\n") != std::string::npos;
  const std::optional<Regions> regions = requested_regions(panel);
  if (regions && !regions->boxes.empty() && !base) {
    warnings.push_back({.flaw = PanelFlaw::no_base_prompt, .balloon = {}, .name = ""});
  }
}

std::string quoted(const std::string& name, const char* otherwise) {
  return name.empty() ? otherwise : "\"" + name + "\"";
}

std::string of(int number, int count) {
  return std::to_string(number) + " of " + std::to_string(count);
}

}  // namespace

std::vector<PanelWarning> review_panel(const manga::Project& project, manga::PanelId id,
                                       const ModelAbilities& abilities, const HasPicture& has_picture) {
  const manga::Panel* panel = manga::find_panel(project, id);
  if (!panel) {
    throw Error(ErrorCode::not_found, "the project has no such panel", "panel " + std::to_string(id.value));
  }
  std::vector<PanelWarning> warnings;
  int drawn = 0;
  for (std::size_t i = 0; i < panel->characters.size(); ++i) {
    const manga::CharacterBox& box = panel->characters[i];
    if (box.hidden) continue;
    for (PanelWarning& warning :
         review_box(box, manga::find_character(project, box.character), abilities, has_picture, drawn)) {
      warning.box = i;
      warnings.push_back(std::move(warning));
    }
  }
  for (PanelWarning& warning : warnings) {
    if (warning.flaw == PanelFlaw::surplus_character) warning.count = drawn;
  }
  review_dialogs(*manga::page_of(project, id), *panel, abilities, warnings);
  review_regions(*panel, warnings);
  return warnings;
}

bool leaves_out(PanelFlaw flaw) noexcept {
  return flaw == PanelFlaw::no_area || flaw == PanelFlaw::outside || flaw == PanelFlaw::surplus_character;
}

std::string to_text(const PanelWarning& warning) {
  const std::string who = quoted(warning.name, "a character without a name");
  switch (warning.flaw) {
    case PanelFlaw::not_in_cast:
      return "character box " + std::to_string(warning.box + 1) +
             " names somebody who is not in the cast; choose another";
    case PanelFlaw::no_area:
      return "the box of " + who + " has no area; draw it larger";
    case PanelFlaw::outside:
      return "the box of " + who + " lies beside the panel; move it in";
    case PanelFlaw::surplus_character:
      return who + " is character " + of(warning.number, warning.count) + ", but the model takes " +
             std::to_string(warning.most) + "; take one out of the panel";
    case PanelFlaw::missing_picture:
      return "reference picture " + of(warning.number, warning.count) + " of " + who +
             " is missing or damaged; give another";
    case PanelFlaw::no_reference:
      return who + " has no reference picture; the model makes up the looks";
    case PanelFlaw::wordless_region:
      return "region " + std::to_string(warning.region + 1) +
             " has no words, so its part hears the panel's prompt; say what is there, or remove it";
    case PanelFlaw::no_base_prompt:
      return "the regions leave a part of the panel free, but nothing says what is there; write the panel's prompt";
    case PanelFlaw::surplus_dialog:
      return std::to_string(warning.count) + " balloons lie over the panel, but the model keeps room for " +
             std::to_string(warning.most) + "; the small " + quoted(warning.name, "balloon") + " may cover the drawing";
  }
  return {};
}

}  // namespace koma::api
