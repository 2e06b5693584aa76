// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "engine/api/generation_event.h"
#include "engine/base/picture_file.h"
#include "engine/manga/panel.h"

namespace koma::app {

/// The text chunk that lets a PNG be drawn again. Paths below `base` are written relative to it.
[[nodiscard]] PictureText recipeText(const api::Recipe& recipe, const std::filesystem::path& base);

/// Now, as ISO 8601 in UTC.
[[nodiscard]] std::string timestamp();

/// Stores a finished picture as an object of the bundle, with its recipe inside, and returns the take that names it;
/// the object is durable then. Any thread may do this while another owns the store, which has yet to enter the object.
/// Throws Error(no_space | unreadable).
[[nodiscard]] manga::Take storeTake(const std::filesystem::path& bundle, manga::TakeId id,
                                    const api::FinishedPicture& picture);

}  // namespace koma::app
