// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/unsupported.h"

#include <sstream>
#include <utility>

#include "engine/api/request_boxes.h"
#include "engine/base/error.h"

namespace koma::pipelines {

namespace {

/// What is asked for in boxes: which field, and how an item of it is called for people.
struct Boxes {
  const char* field;
  const char* what;
  std::vector<UnitBox> boxes;
  std::vector<std::string> names;  ///< as " (Mia)"; may be empty
  bool may_be_zero = false;        ///< a box of four zeros says that there is none
};

Boxes characters_of(const api::GenerationRequest& request) {
  Boxes boxes{"$.characters", "characters", {}, {}, request.subject_adapter.has_value()};
  for (const api::PlacedCharacter& character : request.characters) {
    boxes.boxes.push_back(character.box);
    boxes.names.push_back(character.name.empty() ? "" : " (" + character.name + ")");
  }
  return boxes;
}

Boxes dialogs_of(const api::GenerationRequest& request) {
  return {"$.dialog_boxes", "dialog boxes", request.dialog_boxes, std::vector<std::string>(request.dialog_boxes.size()),
          false};
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
    if (flaw == api::BoxFlaw::none || (asked.may_be_zero && box == UnitBox{})) continue;
    std::ostringstream text;
    text << (flaw == api::BoxFlaw::no_area ? "has a box without area" : "has a box beside the panel") << ", ["
         << box.left << ", " << box.top << ", " << box.right << ", " << box.bottom << "]; "
         << (flaw == api::BoxFlaw::no_area ? "right must be greater than left, and bottom than top"
                                           : "move it to where it shares something with 0 to 1, or remove it");
    throw Error(ErrorCode::invalid_argument, text.str(),
                asked.field + ("[" + std::to_string(i) + "]") + asked.names[i]);
  }
}

/// LoRAs belong to Stable Diffusion's families and what is built on them.
void refuse_loras(const api::GenerationRequest& request) {
  if (request.loras.empty()) return;
  throw Error(ErrorCode::unsupported, "this model takes no LoRAs; choose a Stable Diffusion model", "$.loras");
}

/// MS-Diffusion was trained with so many subjects at a time (specs/msdiffusion.md 15).
constexpr int most_subjects = 4;

void check_subjects(const api::GenerationRequest& request, const models::ModelSet& set) {
  if (!request.subject_adapter) {
    if (!request.layout) return;
    throw Error(ErrorCode::invalid_argument,
                "says how subjects are laid out, but there is no subject_adapter; give "
                "one, or remove the field",
                "$.layout");
  }
  if (set.layout.family != checkpoints::Family::sdxl) {
    throw Error(ErrorCode::unsupported,
                "MS-Diffusion's adapter is made for Stable Diffusion XL; choose such a model, "
                "or remove the field",
                "$.subject_adapter");
  }
  for (std::size_t i = 0; i < request.characters.size(); ++i) {
    const api::PlacedCharacter& subject = request.characters[i];
    if (!subject.references.empty()) continue;
    throw Error(ErrorCode::invalid_argument,
                "has no picture, which MS-Diffusion needs; give one in references, or "
                "remove the character",
                "$.characters[" + std::to_string(i) + "]" + (subject.name.empty() ? "" : " (" + subject.name + ")"));
  }
}

void check_regions(const api::GenerationRequest& request) {
  check_boxes(regions_of(request));
  if (!request.layout || !request.layout->automatic) return;
  throw Error(ErrorCode::unsupported,
              "looks for the subjects' phrases in one prompt, but regions have prompts of their own; give the subjects "
              "boxes, or remove the regions",
              "$.layout");
}

/// Two passes begin with nothing, and end at a size that the model draws itself.
void check_high_resolution(const api::GenerationRequest& request, const models::ModelTraits& traits) {
  if (!request.high_resolution) return;
  if (!request.init_picture.empty()) {
    throw Error(ErrorCode::invalid_argument,
                "draws a picture from nothing, but there is an init_picture to begin with; remove one of them",
                "$.high_resolution");
  }
  if (request.upstream_quirks) {
    throw Error(ErrorCode::invalid_argument,
                "is ours, there is nothing upstream that it could follow; remove it, or upstream_quirks",
                "$.high_resolution");
  }
  if (traits.native_area) {
    throw Error(ErrorCode::unsupported,
                "this model draws every picture at one size and scales it; remove the field, or choose a Stable "
                "Diffusion model",
                "$.high_resolution");
  }
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
  const bool words = request.repaint && !request.repaint->words.empty();
  refuse(words && !picture, "$.repaint.words", "need a picture in which they are found; give init_picture too");
  refuse(words && (mask || request.init_box), "$.repaint.words",
         "say what is repainted, but there is a mask or an init_box too; keep one of them");
  refuse(words && request.upstream_quirks, "$.repaint.words",
         "are not known to the published code that upstream_quirks follows; remove one of them");
  refuse(request.repaint && !mask && !words && !request.init_box, "$.repaint",
         "says how a part is repainted, but there is no mask; give one, or remove the field");
}

/// Who repairs a seam is named, and named only then.
void check_seam(const api::GenerationRequest& request) {
  if (!request.repaint) return;
  const bool asked = request.repaint->seam == "diffrir", named = !request.repaint->restorer.empty();
  if (asked == named) return;
  throw Error(ErrorCode::invalid_argument,
              asked
                  ? "repairs the seam with DiffRIR, but no file is named; give its id or path in restorer"
                  : "names who repairs the seam, but the seam is not to be repaired; let it be diffrir, or remove the "
                    "field",
              asked ? "$.repaint.seam" : "$.repaint.restorer");
}

}  // namespace

void refuse_unsupported(const api::GenerationRequest& request, const models::ModelSet& set) {
  const models::ModelTraits& traits = set.traits;
  check_redraw(request);
  check_seam(request);
  check_high_resolution(request, traits);
  check_subjects(request, set);
  if (request.mllm.enabled) models::expect_agent(set.layout, "$.mllm");
  if (request.regions) check_regions(request);
  if (set.unet_config.character_painter) refuse_loras(request);
  if (request.upstream_quirks) return;
  const int characters = request.subject_adapter ? most_subjects : traits.characters;
  for (const auto& [asked, places] :
       {std::pair(characters_of(request), characters), std::pair(dialogs_of(request), traits.dialogs)}) {
    check_number(asked, places);
    check_boxes(asked);
  }
}

}  // namespace koma::pipelines
