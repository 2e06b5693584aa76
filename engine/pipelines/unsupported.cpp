// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/unsupported.h"

#include <sstream>
#include <utility>

#include "engine/api/request_boxes.h"
#include "engine/base/error.h"

namespace koma::pipelines {

namespace {

void refuse_if(bool asked, const char* field, const std::string& what) {
  if (asked) throw Error(ErrorCode::unsupported, what + " cannot be done by this engine yet; remove the field", field);
}

/// What is asked for in boxes: which field, and how an item of it is called for people.
struct Boxes {
  const char* field;
  const char* what;
  std::vector<UnitBox> boxes;
  std::vector<std::string> names;  ///< as " (Mia)"; may be empty
};

Boxes characters_of(const api::GenerationRequest& request) {
  Boxes boxes{"$.characters", "characters", {}, {}};
  for (const api::PlacedCharacter& character : request.characters) {
    boxes.boxes.push_back(character.box);
    boxes.names.push_back(character.name.empty() ? "" : " (" + character.name + ")");
  }
  return boxes;
}

Boxes dialogs_of(const api::GenerationRequest& request) {
  return {"$.dialog_boxes", "dialog boxes", request.dialog_boxes,
          std::vector<std::string>(request.dialog_boxes.size())};
}

Boxes regions_of(const api::GenerationRequest& request) {
  Boxes boxes{"$.regions.boxes", "regions", {}, {}};
  for (const api::RegionBox& region : request.regions->boxes) boxes.boxes.push_back(region.box);
  boxes.names.resize(boxes.boxes.size());
  return boxes;
}

/// A model has so many places and no more; the item that is the first too many is named.
void check_number(const Boxes& asked, int places) {
  const std::size_t count = asked.boxes.size();
  if (count <= std::size_t(places)) return;
  const std::string has = "has " + std::to_string(count) + " " + asked.what + ", but the model takes ";
  if (places == 0) {
    throw Error(ErrorCode::invalid_argument, has + "none; choose one that does, or remove the field", asked.field);
  }
  throw Error(ErrorCode::invalid_argument,
              has + "at most " + std::to_string(places) + "; remove number " + std::to_string(places + 1) +
                  asked.names[std::size_t(places)] + (count > std::size_t(places) + 1 ? " and what follows" : ""),
              asked.field);
}

/// Nothing can be put into a box without an area, nor beside the panel.
void check_boxes(const Boxes& asked) {
  for (std::size_t i = 0; i < asked.boxes.size(); ++i) {
    const UnitBox& box = asked.boxes[i];
    const api::BoxFlaw flaw = api::flaw_of(box);
    if (flaw == api::BoxFlaw::none) continue;
    std::ostringstream text;
    text << (flaw == api::BoxFlaw::no_area ? "has a box without area" : "has a box beside the panel") << ", ["
         << box.left << ", " << box.top << ", " << box.right << ", " << box.bottom << "]; "
         << (flaw == api::BoxFlaw::no_area ? "right must be greater than left, and bottom than top"
                                           : "move it to where it shares something with 0 to 1, or remove it");
    throw Error(ErrorCode::invalid_argument, text.str(),
                asked.field + ("[" + std::to_string(i) + "]") + asked.names[i]);
  }
}

/// Control pictures and LoRAs belong to Stable Diffusion's families and what is built on them.
void refuse_for_small(const api::GenerationRequest& request) {
  const auto refuse = [](bool asked, const char* field, const char* what) {
    if (!asked) return;
    throw Error(ErrorCode::unsupported,
                std::string("this model takes no ") + what + "; choose a Stable Diffusion model", field);
  };
  refuse(!request.controls.empty(), "$.controls", "control pictures");
  refuse(!request.loras.empty(), "$.loras", "LoRAs");
}

/// What is drawn over must be there, and said once.
void check_redraw(const api::GenerationRequest& request) {
  const auto refuse = [](bool wrong, const char* field, const char* sentence) {
    if (wrong) throw Error(ErrorCode::invalid_argument, sentence, field);
  };
  const bool picture = !request.init_picture.empty(), mask = !request.mask.empty();
  refuse(mask && !picture, "$.mask", "needs a picture to repaint; give init_picture too");
  refuse(request.init_box && !picture, "$.init_box", "needs a picture that grows; give init_picture too");
  refuse(request.init_box && mask, "$.init_box",
         "and a mask exclude each other; first let the picture grow, then repaint");
  refuse(request.repaint && !mask && !request.init_box, "$.repaint",
         "says how a part is repainted, but there is no mask; give one, or remove the field");
}

}  // namespace

void refuse_unsupported(const api::GenerationRequest& request, const models::ModelSet& set) {
  const models::ModelTraits& traits = set.traits;
  check_redraw(request);
  refuse_if(request.subject_adapter.has_value(), "$.subject_adapter", "a subject adapter");
  refuse_if(request.layout.has_value(), "$.layout", "MS-Diffusion's layout");
  if (request.mllm.enabled) models::expect_agent(set.layout, "$.mllm");
  if (request.regions) check_boxes(regions_of(request));
  if (set.unet_config.character_painter) refuse_for_small(request);
  if (request.upstream_quirks) return;
  for (const auto& [asked, places] :
       {std::pair(characters_of(request), traits.characters), std::pair(dialogs_of(request), traits.dialogs)}) {
    check_number(asked, places);
    check_boxes(asked);
  }
}

}  // namespace koma::pipelines
