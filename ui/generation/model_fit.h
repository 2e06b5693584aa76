// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/generation_request.h"
#include "engine/api/model_catalog.h"
#include "engine/manga/project.h"

namespace koma::ui {

/// Leaves out what the model cannot do, as the panel's dock shows beforehand: an engine would refuse the request.
/// Members of the cast that cannot be placed join the prompt with their descriptions.
void fitToModel(api::GenerationRequest& request, const api::ModelAbilities& abilities, const manga::Project& project,
                const manga::Panel& panel);

}  // namespace koma::ui
