// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "engine/api/generation_request.h"

namespace koma::app {

/// The request in a picture's recipe. A picture in a project's objects names its references from the project's folder,
/// any other picture from its own. Throws Error when the file cannot be read or carries no recipe.
[[nodiscard]] api::GenerationRequest requestOfPicture(const std::filesystem::path& picture);

}  // namespace koma::app
