// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace koma::app {

/// $KOMAWARI_RESOURCES, else share/komawari beside the installed program, else the source tree it was built from.
[[nodiscard]] std::filesystem::path findResources();

}  // namespace koma::app
