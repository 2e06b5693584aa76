// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/generation_request.h"
#include "engine/models/model_set.h"
#include "engine/samplers/schedule_config.h"

namespace koma::pipelines {

/// The checkpoint's scheduler with the request's wishes. Throws Error(unsupported) for wishes that the model's way of
/// sampling does not know, Error(invalid_file) for a scheduler that cannot be read.
[[nodiscard]] samplers::ScheduleConfig schedule_choice(const api::GenerationRequest& request,
                                                       const models::ModelSet& set);

}  // namespace koma::pipelines
