// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "engine/api/generation_event.h"
#include "engine/base/picture_file.h"

namespace koma::app {

/// The text chunk that lets a PNG be drawn again. Paths below `base` are written relative to it.
[[nodiscard]] PictureText recipeText(const api::Recipe& recipe, const std::filesystem::path& base);

/// The request in a picture's recipe. A picture in a project's objects names its references from the project's folder,
/// any other picture from its own. Throws Error when the file cannot be read or carries no recipe.
[[nodiscard]] api::GenerationRequest requestOfPicture(const std::filesystem::path& picture);

}  // namespace koma::app
