// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/models/unet_2d_condition.h"

namespace koma::models {

/// The last row of what was prepared for a batch: what the denoiser is told where guidance is off. Views, no copies.
[[nodiscard]] PreparedConditions last_row(const PreparedConditions& prepared);

}  // namespace koma::models
