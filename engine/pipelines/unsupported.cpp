// SPDX-License-Identifier: Apache-2.0
#include "engine/pipelines/unsupported.h"

#include "engine/base/error.h"

namespace koma::pipelines {

namespace {

void refuse_if(bool asked, const char* field, const std::string& what) {
  if (asked) throw Error(ErrorCode::unsupported, what + " cannot be done by this engine yet; remove the field", field);
}

void limit(std::size_t count, int places, const char* field, const char* what) {
  if (count <= std::size_t(places)) return;
  const std::string most = places == 0 ? "the model takes none; choose one that does, or remove the field"
                                       : "the model takes at most " + std::to_string(places);
  throw Error(ErrorCode::invalid_argument, "has " + std::to_string(count) + " " + what + ", but " + most, field);
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
  refuse_if(request.regions.has_value(), "$.regions", "prompts for regions");
  if (set.unet_config.character_painter) refuse_for_small(request);
  if (request.upstream_quirks) return;
  limit(request.characters.size(), traits.characters, "$.characters", "characters");
  limit(request.dialog_boxes.size(), traits.dialogs, "$.dialog_boxes", "boxes");
}

}  // namespace koma::pipelines
