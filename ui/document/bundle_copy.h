// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "engine/api/outcome.h"

namespace koma::ui {

/// Copies a bundle that another process holds to a free name beside it, "Title copy.koma", without its lock. The copy
/// is of one moment: it is repeated while the holder writes. Reads and writes files, so not for the GUI thread.
[[nodiscard]] api::Outcome<std::filesystem::path> copyHeldBundle(const std::filesystem::path& held);

}  // namespace koma::ui
