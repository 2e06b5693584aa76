// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/generation_request.h"
#include "engine/api/model_catalog.h"
#include "engine/manga/project.h"

namespace koma::ui {

/// Whether an MS-Diffusion adapter can be put into its denoiser.
[[nodiscard]] bool takesSubjects(const api::ModelEntry& model);
/// What the model can do as it is drawn with: a subject adapter gives it reference pictures in boxes.
[[nodiscard]] api::ModelAbilities abilitiesWith(const api::ModelEntry& model, const manga::DrawingSettings& drawing);

/// Leaves out what the model cannot do, as the panel's dock shows beforehand: an engine would refuse the request.
/// Members of the cast that the model cannot place, or that are too many for it, join the prompt with their
/// descriptions; boxes without an area or beside the panel are left out; the language agent stays off where there is
/// none, subjects where no adapter fits, and their places are not looked for where regions have words of their own;
/// LoRAs and ControlNets that were made for another family, or cannot be loaded, stay away.
void fitToModel(api::GenerationRequest& request, const api::ModelEntry& model,
                const std::vector<api::ModelEntry>& models, const manga::Project& project, const manga::Panel& panel);

}  // namespace koma::ui
