// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "ui/lettering/page_painter.h"

namespace koma::ui {

/// The pictures of a bundle, read and checked one by one from its files, without its database: from any thread, also
/// while somebody else has the work open. The function throws what manga::read_object() and decode_picture()
/// throw.
[[nodiscard]] lettering::PictureSource bundlePictures(std::filesystem::path bundle);

}  // namespace koma::ui
