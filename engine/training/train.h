// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>

#include "engine/api/training_request.h"

namespace koma::training {

/// Runs one stage to its end (or until stopped, with a checkpoint), with all its processes. Uses one thread per
/// process. Throws Error(invalid_argument | not_found | invalid_file | unreadable | no_space | internal).
void train(const api::TrainingRequest& request, const api::TrainingReport& report, std::stop_token stop);

}  // namespace koma::training
