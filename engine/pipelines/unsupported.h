// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/generation_request.h"
#include "engine/models/model_set.h"

namespace koma::pipelines {

/// Refuses what this engine or this model cannot do, with one sentence: a field is obeyed or refused, never ignored.
/// Throws Error(unsupported), or Error(invalid_argument) when there are more characters or dialog boxes than places, or
/// a box has no area or lies beside the panel (with upstream_quirks the surplus is dropped and any box taken, as the
/// reference does); the sentence names the item.
void refuse_unsupported(const api::GenerationRequest& request, const models::ModelSet& set);

}  // namespace koma::pipelines
