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
  throw Error(ErrorCode::invalid_argument,
              "has " + std::to_string(count) + " " + what + ", but the model takes at most " + std::to_string(places),
              field);
}

}  // namespace

void refuse_unsupported(const api::GenerationRequest& request, const models::ModelTraits& traits) {
  refuse_if(request.sampler && *request.sampler != api::SamplerKind::euler, "$.sampler",
            std::string("sampling with ") + (request.sampler ? api::to_string(*request.sampler) : ""));
  refuse_if(request.sigmas == api::SigmaKind::beta, "$.sigmas", "a beta schedule");
  refuse_if(request.subject_adapter.has_value(), "$.subject_adapter", "a subject adapter");
  refuse_if(request.layout.has_value(), "$.layout", "MS-Diffusion's layout");
  refuse_if(request.mllm.enabled, "$.mllm", "DiffSensei's language agent");
  refuse_if(request.regions.has_value(), "$.regions", "prompts for regions");
  refuse_if(!request.controls.empty(), "$.controls", "control pictures");
  refuse_if(!request.loras.empty(), "$.loras", "LoRAs");
  refuse_if(!request.init_picture.empty(), "$.init_picture", "starting from a picture");
  refuse_if(!request.mask.empty(), "$.mask", "repainting a part");
  refuse_if(request.repaint.has_value(), "$.repaint", "repainting a part");
  if (request.upstream_quirks) return;
  limit(request.characters.size(), traits.characters, "$.characters", "characters");
  limit(request.dialog_boxes.size(), traits.dialogs, "$.dialog_boxes", "boxes");
}

}  // namespace koma::pipelines
