// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/api/training_request.h"

namespace koma::training {

/// Writes what the assistant's stages made of a run's language model in LLaVA's layout to `request.out`: config.json
/// with LLaVA's `mm_` fields, sharded safetensors in the types that the model was stored in, low-rank changes folded
/// in, the projector among them as `model.mm_projector.…`, and the tokenizer's files. The vision model is not written:
/// it is as it was. Throws Error(not_found) when no stage was trained, Error(no_space | unreadable | invalid_file).
void export_assistant(const api::TrainingRequest& request);

}  // namespace koma::training
